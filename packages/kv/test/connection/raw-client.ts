import { connect, type Socket } from 'node:net';
import { type ReplyValue, readReplies } from '../protocol/read-replies.ts';

export type Argument = string | number | Uint8Array;

/** A connection on which a test says exactly which bytes are sent, and when it reads. */
export class RawClient {
  readonly socket: Socket;
  readonly #waiting: {
    readonly count: number;
    readonly resolve: (values: ReplyValue[]) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  #received: Buffer[] = [];
  #values: ReplyValue[] = [];
  readonly #closed: Promise<void>;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => {});
    this.#closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('the connection was closed'));
    });
  }

  static async open(place: { host: string; port: number } | { path: string }): Promise<RawClient> {
    const socket = connect(place);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new RawClient(socket);
  }

  /** Over a socket that is connected already. */
  static over(socket: Socket): RawClient {
    return new RawClient(socket);
  }

  /** Sends one command, returns its reply. */
  async call(...words: readonly Argument[]): Promise<ReplyValue> {
    return (await this.callAll([words]))[0] as ReplyValue;
  }

  /** Sends all at once, returns a reply of each. */
  callAll(commands: readonly (readonly Argument[])[]): Promise<ReplyValue[]> {
    this.socket.write(Buffer.concat(commands.map((words) => encode(words))));
    return this.replies(commands.length);
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  replies(count: number): Promise<ReplyValue[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ count, resolve, reject });
      this.#serve();
    });
  }

  /** Everything that comes until the server closes the connection. */
  async untilClosed(): Promise<readonly ReplyValue[]> {
    await this.#closed;
    return this.#values;
  }

  async close(): Promise<void> {
    this.socket.destroy();
    await this.#closed;
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk);
    const bytes = Buffer.concat(this.#received);
    const { values, length } = readReplies(bytes);
    this.#received = [bytes.subarray(length)];
    this.#values.push(...values);
    this.#serve();
  }

  #serve(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined || this.#values.length < first.count) return;
      this.#waiting.shift();
      first.resolve(this.#values.splice(0, first.count));
    }
  }
}

export function encode(words: readonly Argument[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from(`*${words.length}\r\n`)];
  for (const word of words) {
    const bytes = word instanceof Uint8Array ? word : Buffer.from(String(word));
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
  }
  return Buffer.concat(parts);
}
