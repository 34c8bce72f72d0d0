import type { Session } from './session.ts';

/** A connection, as CLIENT LIST and CLIENT KILL see it. */
export interface Client {
  readonly session: Session;
  readonly idleMs: number;
  /** Received and not yet carried out. */
  readonly inputBytes: number;
  /** Not yet taken by the network. */
  readonly outputBytes: number;
  kill(): void;
}

export interface Clients {
  readonly count: number;
  all(): Iterable<Client>;
}
