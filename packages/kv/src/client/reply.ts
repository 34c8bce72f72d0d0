/** What a server answers in RESP2. Bulk strings are bytes, simple ones text, as are integers beyond 2^53. */
export type Reply = string | number | Buffer | null | ReplyError | readonly Reply[];

/** An error reply: a value, since a stream of commands goes on behind it. */
export class ReplyError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }

  /** The first word: `MOVED`, `OOM`, `ERR`. */
  get code(): string {
    return this.message.split(' ', 1)[0] ?? '';
  }
}

/** The server said what no server says: the connection is of no use any more. */
export class ReplyMalformed extends Error {}

export function textOf(reply: Reply | undefined): string {
  if (typeof reply === 'string') return reply;
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  return typeof reply === 'number' ? String(reply) : '';
}

export function listOf(reply: Reply | undefined): readonly Reply[] {
  return Array.isArray(reply) ? (reply as readonly Reply[]) : [];
}
