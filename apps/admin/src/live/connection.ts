import { createEventParser, type StreamEvent } from './event-stream.ts';

/** `sinceMs`: when this status began; for `reconnecting`, when the last byte was heard. */
export interface ConnectionStatus {
  readonly kind: 'connecting' | 'live' | 'reconnecting';
  readonly sinceMs: number;
}

export interface ConnectionOptions {
  readonly url: string;
  /** The last event that another reader of this stream saw: what came after it is sent first. */
  readonly after?: string | undefined;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** The server no longer knows us; the connection has ended. */
  readonly onSignedOut: () => void;
}

const RETRY_MS_FIRST = 500;
const RETRY_MS_MAX = 15_000;
/** The server sends a heartbeat every 15 s: after two missed ones nobody is there. */
const SILENCE_MS_MAX = 40_000;

/** Reads the event stream until aborted, and resumes after the last event it saw whenever the stream breaks. */
export async function readEvents(options: ConnectionOptions, signal: AbortSignal): Promise<void> {
  let lastEventId = options.after;
  let heardMs = Date.now();
  let retryMs = RETRY_MS_FIRST;
  // A stream that is taken over goes on without a gap, so nobody need be told.
  if (lastEventId === undefined) options.onStatus({ kind: 'connecting', sinceMs: heardMs });

  while (!signal.aborted) {
    const silence = new AbortController();
    const watch = watchSilence(() => silence.abort());
    try {
      const response = await fetch(options.url, {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        },
        cache: 'no-store',
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (response.status === 401) return options.onSignedOut();
      if (!response.ok || !response.body) throw new Error(`the event stream answered ${response.status}`);
      retryMs = RETRY_MS_FIRST;
      options.onStatus({ kind: 'live', sinceMs: Date.now() });
      const parse = createEventParser((event) => {
        lastEventId = event.id ?? lastEventId;
        options.onEvent(event);
      });
      for await (const piece of readText(response.body)) {
        heardMs = Date.now();
        watch.heard();
        parse(piece);
      }
    } catch {
      // Whatever broke the stream, the answer is the same: say so and try again.
    } finally {
      watch.end();
    }
    if (signal.aborted) return;
    options.onStatus({ kind: 'reconnecting', sinceMs: heardMs });
    await pause(retryMs, signal);
    retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
  }
}

async function* readText(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function watchSilence(onSilence: () => void): { heard: () => void; end: () => void } {
  let timer = setTimeout(onSilence, SILENCE_MS_MAX);
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, SILENCE_MS_MAX);
    },
    end: () => clearTimeout(timer),
  };
}

/** Waits, or less when the network comes back or the page ends. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
