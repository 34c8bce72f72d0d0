import type { Logger } from '@oremill/runtime/log';
import type { Executor } from '../command/execute.ts';
import type { ServerState } from '../command/server-state.ts';
import type { RequestParser } from '../protocol/parse-request.ts';
import type { ReplyBuffer } from '../protocol/reply-buffer.ts';
import type { RequestLimits } from '../protocol/request-limits.ts';
import type { Connection } from './connection.ts';
import type { Turn } from './turn.ts';

/** What the connections of a server share. */
export interface ConnectionHost {
  readonly server: ServerState;
  readonly executor: Executor;
  readonly reply: ReplyBuffer;
  readonly turn: Turn;
  /** Of whoever's turn it is; one that keeps it because its request is not whole puts a new one here. */
  parser: RequestParser;
  /** Before signing in. */
  readonly strangerLimits: RequestLimits;
  readonly log: Logger;
  forget(connection: Connection): void;
}
