import type { FastifyReply, FastifyRequest } from 'fastify';

/** What an event stream needs of an event: `text/event-stream` fields id, event and data (HTML §9.2). */
export interface StreamedEvent {
  readonly id: string;
  readonly topic: string;
  readonly data: unknown;
}

/**
 * A source hands each event to `push` and calls `end` after the last one. It is asked once more for everything
 * when the client was too slow (`isSlow`): then it should push the newest state only, not a backlog.
 */
export type Subscribe = (receive: { push(event: StreamedEvent): boolean; end(): void }) => {
  /** The client can take more again. */
  resume(): void;
  close(): void;
};

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 1_000;

/**
 * Answers with server-sent events until the client leaves or the source ends. `push` returns false when the
 * client's buffer is full; the source then keeps what it has until `resume`.
 */
export function streamEvents(request: FastifyRequest, reply: FastifyReply, subscribe: Subscribe): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${RETRY_MS}\n\n`);

  const subscription = subscribe({
    push: (event) =>
      raw.write(`id: ${event.id}\nevent: ${event.topic}\ndata: ${JSON.stringify(event.data)}\n\n`),
    end: () => raw.end(),
  });
  // A comment now and then: proxies keep the connection, and a client that vanished is noticed.
  const heartbeat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS);
  raw.on('drain', () => subscription.resume());
  // The response's own close covers both ends: the client leaves, or the source ends the stream.
  raw.on('close', () => {
    clearInterval(heartbeat);
    subscription.close();
  });
  raw.on('error', (error) => request.log.debug({ error }, 'event stream broke'));
}

/** The id after which a reconnecting client wants events. */
export function lastEventId(request: FastifyRequest): string | undefined {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' ? header : undefined;
}
