import type { Dataset } from '../dataset/dataset.ts';
import type { ServerState } from './server-state.ts';
import type { Session } from './session.ts';

/** What a client asked for: a name and arguments, which are any bytes. */
export interface Request {
  /** Arguments with the name, which is number 0. */
  readonly count: number;
  /** A view into what was received: it holds until the command returns. */
  bytes(index: number): Buffer;
  byteCount(index: number): number;
  text(index: number): string;
  /** Whether the argument is this word, which is lower case; the argument may be in any. */
  is(index: number, word: string): boolean;
  /** As int64 in its one decimal form; a bigint where a number would not be exact. */
  integer(index: number): number | bigint | undefined;
}

/** Where replies go. What is given is copied before a method returns. */
export interface Reply {
  /** 2 or 3: the RESP of the connection that is answered now. */
  protocol: 2 | 3;
  ok(): void;
  /** ASCII without line ends. */
  simple(text: string): void;
  /** Its first word is the code that clients match on. */
  error(text: string): void;
  integer(value: number | bigint): void;
  bulk(value: Uint8Array): void;
  text(value: string): void;
  nil(): void;
  array(count: number): void;
  /** In RESP2 an array of twice as many. */
  map(count: number): void;
  /** In RESP2 an array. */
  set(count: number): void;
  /** Text for people; in RESP2 a bulk. */
  verbatim(text: string): void;
  double(value: number): void;
}

/** One command being carried out. One object serves all calls: nothing of it may be kept. */
export interface Call {
  readonly request: Request;
  readonly reply: Reply;
  readonly session: Session;
  readonly server: ServerState;
  /** The one selected. Refuses when it is gone. */
  readonly dataset: Dataset;
  /** A key that is about to be written: refused when too long. */
  key(index: number): Buffer;
  /** For commands that write to others than the selected dataset: the reply waits until they are safe. */
  noteWrite(dataset: Dataset): void;
}

/** The rest of a command that had to wait: called with the reply when its turn comes. */
export type Later = Promise<(reply: Reply) => void>;
