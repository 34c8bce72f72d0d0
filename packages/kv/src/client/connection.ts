import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { kvError } from '@oremill/types';
import type { Access, Address } from './access.ts';
import { addressOf } from './access.ts';
import { encodeCommand } from './command.ts';
import { type Reply, ReplyError } from './reply.ts';
import { ReplyParser } from './reply-parser.ts';

/** The node went away, or said nothing for too long: what it had not acknowledged may be done or not. */
export class ConnectionLost extends Error {
  readonly address: string;

  constructor(address: Address, reason: string, options?: ErrorOptions) {
    super(`the connection to ${addressOf(address)} is lost: ${reason}`, options);
    this.address = addressOf(address);
  }
}

/** A command of a chunk that was refused; `index` counts the commands of the chunk. */
export interface Refusal {
  readonly index: number;
  readonly error: ReplyError;
}

/** Commands on their way: their replies come in the order in which they were written. */
interface Pending {
  readonly bytes: number;
  readonly count: number;
  done: number;
  readonly refusals: Refusal[];
  /** Of a single command: takes its reply, whatever it is. */
  readonly onReply: ((reply: Reply) => void) | undefined;
  readonly onDone: (refusals: readonly Refusal[]) => void;
  readonly onLost: (error: Error) => void;
}

const CONNECT_MS_MAX = 5000;
/** A node that owes replies and sends nothing for so long counts as gone. */
const SILENCE_MS_MAX = 10_000;

export class NodeConnection {
  readonly address: Address;
  readonly #socket: Socket;
  readonly #parser = new ReplyParser();
  readonly #pending: Pending[] = [];
  #first = 0;
  #lost: Error | undefined;
  #onRoom: (() => void)[] = [];
  unacknowledgedBytes = 0;

  private constructor(address: Address, socket: Socket) {
    this.address = address;
    this.#socket = socket;
    socket.setNoDelay();
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', (error) => this.#lose(error.message, error));
    socket.on('close', () => this.#lose('it was closed'));
    socket.setTimeout(SILENCE_MS_MAX, () => {
      if (this.#pending.length > this.#first) this.#lose(`no reply for ${SILENCE_MS_MAX / 1000} s`);
    });
  }

  /** Rejects with ConnectionLost, or FORBIDDEN when the node refuses the user. */
  static async open(address: Address, access: Access): Promise<NodeConnection> {
    const connection = new NodeConnection(address, await openSocket(address, access));
    const { user, password } = access;
    if (password === undefined) return connection;
    const reply = await connection.command('AUTH', ...(user === undefined ? [] : [user]), password);
    if (!(reply instanceof ReplyError)) return connection;
    connection.close();
    throw kvError(
      'FORBIDDEN',
      `${addressOf(address)} refuses the user ${user ?? 'default'} (${reply.code})`,
      {
        hint: 'Check the user of the seeds and what the password refers to.',
      },
    );
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  throwIfLost(): void {
    if (this.#lost) throw this.#lost;
  }

  /** One command and its reply; an error reply is a value. */
  command(...parts: readonly (string | Uint8Array | number)[]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      let answer: Reply = null;
      const onReply = (reply: Reply) => {
        answer = reply;
      };
      this.#send(encodeCommand(parts), 1, { onReply, onDone: () => resolve(answer), onLost: reject });
    });
  }

  /** Many commands of which each should be answered by OK; resolves to those that were not. */
  sendChunk(bytes: Buffer, count: number): Promise<readonly Refusal[]> {
    return new Promise((resolve, reject) => {
      this.#send(bytes, count, { onReply: undefined, onDone: resolve, onLost: reject });
    });
  }

  /** Resolves once fewer bytes than these are unacknowledged, or the connection is lost. */
  async room(bytesMax: number): Promise<void> {
    while (this.unacknowledgedBytes >= bytesMax && !this.#lost)
      await new Promise<void>((resolve) => this.#onRoom.push(resolve));
  }

  close(): void {
    this.#lose('we closed it');
  }

  #send(bytes: Buffer, count: number, handlers: Pick<Pending, 'onReply' | 'onDone' | 'onLost'>): void {
    if (this.#lost) {
      handlers.onLost(this.#lost);
      return;
    }
    this.#pending.push({ bytes: bytes.length, count, done: 0, refusals: [], ...handlers });
    this.unacknowledgedBytes += bytes.length;
    this.#socket.write(bytes);
  }

  #receive(bytes: Buffer): void {
    try {
      this.#parser.push(bytes);
      while (this.#settleOne());
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error), error);
    }
  }

  /** Whether there may be more to settle. */
  #settleOne(): boolean {
    const pending = this.#pending[this.#first];
    if (!pending) {
      if (this.#parser.next() !== undefined) this.#lose('it answered what was not asked');
      return false;
    }
    if (!pending.onReply) pending.done += this.#parser.takeOks(pending.count - pending.done);
    if (pending.done < pending.count) {
      const reply = this.#parser.next();
      if (reply === undefined) return false;
      if (pending.onReply) pending.onReply(reply);
      else if (reply instanceof ReplyError) pending.refusals.push({ index: pending.done, error: reply });
      else if (reply !== 'OK') throw new Error('a command of a load was answered by something else than OK');
      pending.done += 1;
    }
    if (pending.done === pending.count) this.#settled(pending);
    return true;
  }

  #settled(pending: Pending): void {
    this.#first += 1;
    // The list is shortened now and then: shifting it each time would move all that wait.
    if (this.#first >= 64 && this.#first * 2 >= this.#pending.length) {
      this.#pending.splice(0, this.#first);
      this.#first = 0;
    }
    this.unacknowledgedBytes -= pending.bytes;
    pending.onDone(pending.refusals);
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#onRoom;
    this.#onRoom = [];
    for (const resume of waiting) resume();
  }

  #lose(reason: string, cause?: unknown): void {
    if (this.#lost) return;
    this.#lost = new ConnectionLost(this.address, reason, { cause });
    this.#socket.destroy();
    for (const { onLost } of this.#pending.splice(0).slice(this.#first)) onLost(this.#lost);
    this.#wake();
  }
}

function openSocket(address: Address, { tls }: Access): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ ...address, ...tls }) : connect(address);
    const timer = setTimeout(() => fail('it does not answer'), CONNECT_MS_MAX);
    const fail = (reason: string, cause?: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new ConnectionLost(address, reason, { cause }));
    };
    const onError = (error: Error) => fail(error.message, error);
    socket.once('error', onError);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      resolve(socket);
    });
  });
}
