import type { User } from '../config.ts';
import type { Reader } from './dataset-source.ts';

/** It has no divisor in common with 100. */
const PLACE_STEP = 61;

export interface Peer {
  readonly id: number;
  /** `host:port`, or `path:0` of a unix socket. */
  readonly address: string;
  readonly localAddress: string;
  readonly connectedAtMs: number;
}

/** What is remembered of one client between its commands. */
export class Session implements Reader {
  readonly peer: Peer;
  protocol: 2 | 3 = 2;
  /** Set by CLIENT SETNAME. */
  name = '';
  libraryName = '';
  libraryVersion = '';
  dataset: string | undefined;
  /** The selected dataset may be read, written, administered by the user. */
  canRead = false;
  canWrite = false;
  canAdminister = false;
  /** Of a server that follows this one: how it calls itself. */
  follower: string | undefined;
  failedSignIns = 0;
  lastCommand = '';
  commandCount = 0;
  replyMode: 'on' | 'off' | 'skip-next' | 'skip' = 'on';
  /** Set by QUIT: what is written so far is sent, then the connection ends. */
  isEnding = false;
  #user: User | undefined;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  get isSignedIn(): boolean {
    return this.#user !== undefined;
  }

  get user(): string {
    return this.#user?.name ?? '';
  }

  get account(): User | undefined {
    return this.#user;
  }

  /** Connections that follow each other stand far apart, and a hundred of them everywhere once. */
  get place(): number {
    return (this.peer.id * PLACE_STEP) % 100;
  }

  signIn(user: User, dataset: string | undefined): void {
    this.#user = user;
    this.failedSignIns = 0;
    this.select(dataset);
  }

  reset(): void {
    this.protocol = 2;
    this.name = '';
    this.replyMode = 'on';
  }

  signOut(): void {
    this.#user = undefined;
    this.select(undefined);
  }

  select(dataset: string | undefined): void {
    this.dataset = dataset;
    const verbs = this.#user?.verbs ?? [];
    const isOurs = dataset !== undefined && this.#user !== undefined && covers(this.#user, dataset);
    this.canRead = isOurs && verbs.includes('read');
    this.canWrite = isOurs && verbs.includes('write');
    this.canAdminister = verbs.includes('admin');
  }
}

/** Whether the user may do anything with this dataset. */
export function covers({ datasets }: User, name: string): boolean {
  return datasets.some((pattern) => matchesName(pattern, name));
}

/** `*` stands for any characters. */
export function matchesName(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === name;
  if (name.length < head.length + tail.length || !name.startsWith(head) || !name.endsWith(tail)) return false;
  const end = name.length - tail.length;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
