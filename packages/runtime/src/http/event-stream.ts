import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether who has asked may still have the answer; what has no end asks now and then. */
    isStillAllowed?: () => Promise<boolean>;
  }
}

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
 * client's buffer is full; the source then keeps what it has until `resume`. Ends for who may not hear it any more.
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
  const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
  const beat = async () => {
    try {
      if ((await request.isStillAllowed?.()) === false) raw.end();
      else raw.write(': alive\n\n');
    } catch (error) {
      // Nobody knows, as where the database is away for a moment: it is asked again.
      request.log.warn({ err: error }, 'cannot tell who may follow an event stream');
    }
  };
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
