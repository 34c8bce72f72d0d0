import { type ConnectionStatus, readEvents } from './connection.ts';
import type { StreamEvent } from './event-stream.ts';

export interface LiveSink {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onStatus: (status: ConnectionStatus) => void;
  readonly onSignedOut: () => void;
}

type Message =
  | { readonly kind: 'hello' }
  | { readonly kind: 'event'; readonly url: string; readonly event: StreamEvent }
  | { readonly kind: 'status'; readonly status: ConnectionStatus }
  | { readonly kind: 'signed-out' };

const NAME = 'oremill-events';

/**
 * One reader of the event streams for the whole browser: HTTP/1.1 allows six connections to a host, so the fourth tab
 * would hang without a word. The tab that holds the Web Lock reads them and relays to the others; when it closes, the
 * next in line takes over. Returns a function that leaves.
 */
export function joinLive(urls: readonly string[], sink: LiveSink): () => void {
  const leaving = new AbortController();
  if ('locks' in navigator && 'BroadcastChannel' in window) shareStreams(urls, sink, leaving.signal);
  else readWhileVisible(urls, sink, leaving.signal);
  return () => leaving.abort();
}

function shareStreams(urls: readonly string[], sink: LiveSink, signal: AbortSignal): void {
  const channel = new BroadcastChannel(NAME);
  let isLeader = false;
  const lastEventIds = new Map<string, string>();
  let status: ConnectionStatus = { kind: 'connecting', sinceMs: Date.now() };
  const tell = (message: Message) => {
    deliver(message, sink);
    channel.postMessage(message);
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'event' && data.event.id !== undefined) lastEventIds.set(data.url, data.event.id);
    if (data.kind !== 'hello') deliver(data, sink);
    else if (isLeader) channel.postMessage({ kind: 'status', status } satisfies Message);
  };
  channel.postMessage({ kind: 'hello' } satisfies Message);

  const lead = async () => {
    isLeader = true;
    await readAll(
      urls,
      {
        afterOf: (url) => lastEventIds.get(url),
        onEvent: (event, url) => tell({ kind: 'event', url, event }),
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

interface AllOptions {
  /** The last event of a stream that another reader saw. */
  readonly afterOf: (url: string) => string | undefined;
  readonly onEvent: (event: StreamEvent, url: string) => void;
  readonly onStatus: (status: ConnectionStatus) => void;
  readonly onSignedOut: () => void;
}

/** Reads every stream until aborted; what is shown is live when all of them are. */
async function readAll(
  urls: readonly string[],
  { afterOf, onEvent, onStatus, onSignedOut }: AllOptions,
  signal: AbortSignal,
): Promise<void> {
  const statuses = new Map<string, ConnectionStatus>();
  // Streams that are taken over go on, also one of which nothing was heard: nobody need be told.
  const isTakenOver = urls.some((url) => afterOf(url) !== undefined);
  await Promise.all(
    urls.map((url) =>
      readEvents(
        {
          url,
          after: afterOf(url),
          onEvent: (event) => onEvent(event, url),
          onStatus: (status) => {
            if (isTakenOver && status.kind === 'connecting') return;
            statuses.set(url, status);
            onStatus(worstOf([...statuses.values()]));
          },
          onSignedOut,
        },
        signal,
      ),
    ),
  );
}

function worstOf(statuses: readonly ConnectionStatus[]): ConnectionStatus {
  const [first, ...rest] = statuses as [ConnectionStatus, ...ConnectionStatus[]];
  return rest.reduce((worst, status) => (status.kind === 'live' ? worst : status), first);
}

function deliver(message: Message, sink: LiveSink): void {
  if (message.kind === 'event') sink.onEvent(message.event);
  else if (message.kind === 'status') sink.onStatus(message.status);
  else if (message.kind === 'signed-out') sink.onSignedOut();
}

/** Web Locks need HTTPS or localhost. Elsewhere each visible tab reads its own stream and a hidden one closes it. */
function readWhileVisible(urls: readonly string[], sink: LiveSink, signal: AbortSignal): void {
  let reading: AbortController | undefined;
  const adjust = () => {
    if (document.visibilityState === 'hidden' || signal.aborted) {
      reading?.abort();
      reading = undefined;
    } else if (!reading) {
      reading = new AbortController();
      void readAll(urls, { ...sink, afterOf: () => undefined }, reading.signal);
    }
  };
  document.addEventListener('visibilitychange', adjust);
  signal.addEventListener('abort', () => {
    document.removeEventListener('visibilitychange', adjust);
    reading?.abort();
  });
  adjust();
}
