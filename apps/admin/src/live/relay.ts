import { type ConnectionStatus, readEvents } from './connection.ts';
import type { StreamEvent } from './event-stream.ts';

export interface LiveSink {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onStatus: (status: ConnectionStatus) => void;
  readonly onSignedOut: () => void;
}

type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'event'; readonly event: StreamEvent }
  | { readonly kind: 'status'; readonly status: ConnectionStatus }
  | { readonly kind: 'signed-out' };

const NAME = 'oremill-events';
const URL = '/events';

/**
 * One event stream for the whole browser: HTTP/1.1 allows six connections to a host, so the seventh tab would
 * hang without a word. The tab that holds the Web Lock reads the stream and relays it to the others; when it
 * closes, the next in line takes over. Returns a function that leaves.
 */
export function joinLive(sink: LiveSink): () => void {
  const leaving = new AbortController();
  if ('locks' in navigator && 'BroadcastChannel' in window) shareStream(sink, leaving.signal);
  else readWhileVisible(sink, leaving.signal);
  return () => leaving.abort();
}

function shareStream(sink: LiveSink, signal: AbortSignal): void {
  const channel = new BroadcastChannel(NAME);
  let isLeader = false;
  let lastEventId: string | undefined;
  let status: ConnectionStatus = { kind: 'connecting', sinceMs: Date.now() };
  const tell = (message: Message) => {
    deliver(message, sink);
    channel.postMessage(message);
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'event') lastEventId = data.event.id ?? lastEventId;
    if (data.kind !== 'hello') deliver(data, sink);
    else if (isLeader) channel.postMessage({ kind: 'status', status } satisfies Message);
  };
  channel.postMessage({ kind: 'hello' } satisfies Message);

  const lead = async () => {
    isLeader = true;
    await readEvents(
      {
        url: URL,
        after: lastEventId,
        onEvent: (event) => tell({ kind: 'event', event }),
        onStatus: (next) => {
          status = next;
          tell({ kind: 'status', status: next });
        },
        onSignedOut: () => tell({ kind: 'signed-out' }),
      },
      signal,
    );
    isLeader = false;
  };
  // Rejects only when we leave before our turn came.
  navigator.locks.request(NAME, { signal }, lead).catch(() => undefined);
  signal.addEventListener('abort', () => channel.close());
}

function deliver(message: Message, sink: LiveSink): void {
  if (message.kind === 'event') sink.onEvent(message.event);
  else if (message.kind === 'status') sink.onStatus(message.status);
  else if (message.kind === 'signed-out') sink.onSignedOut();
}

/** Web Locks need HTTPS or localhost. Elsewhere each visible tab reads its own stream and a hidden one closes it. */
function readWhileVisible(sink: LiveSink, signal: AbortSignal): void {
  let reading: AbortController | undefined;
  const adjust = () => {
    if (document.visibilityState === 'hidden' || signal.aborted) {
      reading?.abort();
      reading = undefined;
    } else if (!reading) {
      reading = new AbortController();
      void readEvents({ url: URL, ...sink }, reading.signal);
    }
  };
  document.addEventListener('visibilitychange', adjust);
  signal.addEventListener('abort', () => {
    document.removeEventListener('visibilitychange', adjust);
    reading?.abort();
  });
  adjust();
}
