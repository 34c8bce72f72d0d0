import type { Dataset } from '../dataset/dataset.ts';
import { DirectRequests, WINDOW_BYTES_MAX } from '../table/direct-requests.ts';
import type { Journal, RequestTable } from '../table/request-table.ts';
import type { CommandTable } from './command-table.ts';
import type { RevocableReply } from './execute.ts';
import type { KnownCommand, ServerState } from './server-state.ts';
import type { Session } from './session.ts';

/** A kernel answers no request that has more. */
const WINDOW_ARGUMENTS_MAX = 128;

/** Lets tables answer requests by themselves, as far as the user may, and counts them as if we had. */
export class DirectRunner {
  readonly #server: ServerState;
  readonly #reply: RevocableReply;
  readonly #get: KnownCommand;
  readonly #mget: KnownCommand;
  readonly #exists: KnownCommand;
  readonly #ping: KnownCommand;
  readonly #set: KnownCommand;
  /** No limit is so small that a kernel, which knows none, could pass it. */
  readonly #isAllowed: boolean;
  readonly #directs = new WeakMap<RequestTable, DirectRequests>();
  #direct: DirectRequests | undefined;
  #journal: Journal | undefined;

  constructor(server: ServerState, reply: RevocableReply, table: CommandTable) {
    this.#server = server;
    this.#reply = reply;
    const known = (name: string) => table.find(name) as KnownCommand;
    this.#get = known('get');
    this.#mget = known('mget');
    this.#exists = known('exists');
    this.#ping = known('ping');
    this.#set = known('set');
    const { keyBytesMax, valueBytesMax, requestBytesMax, requestArgumentsMax } = server.limits;
    this.#isAllowed =
      Math.min(keyBytesMax, valueBytesMax, requestBytesMax) >= WINDOW_BYTES_MAX &&
      requestArgumentsMax >= WINDOW_ARGUMENTS_MAX;
  }

  /** Requests are for this dataset now, of a user who may do this much with it. */
  select(dataset: Dataset | undefined, session: Session): void {
    const isAllowed = this.#isAllowed && session.canRead && !this.#server.source.isLoading;
    const table = isAllowed ? dataset?.requests : undefined;
    this.#direct = table === undefined ? undefined : this.#directOf(table);
    this.#journal = session.canWrite ? dataset?.journal : undefined;
  }

  /** Where the first request begins that is not answered, from `at` on. */
  run(input: Buffer, at: number, end: number): number {
    const direct = this.#direct;
    if (direct === undefined) return at;
    const nowMs = this.#server.clock.nowMs();
    const consumed = direct.serve(input, at, end, this.#reply.protocol, nowMs, this.#journal);
    if (consumed > 0) this.#reply.append(direct);
    return at + consumed;
  }

  /** Behind `run`, which has answered something. Whether that has written. */
  account(session: Session, elapsedMs: number): boolean {
    const direct = this.#direct as DirectRequests;
    const { counters, hotKeys } = this.#server;
    const { gets, mgets, existses, pings, sets } = direct;
    const calls = gets + mgets + existses + pings + sets;
    const microseconds = (elapsedMs * 1000) / calls;
    session.commandCount += calls;
    counters.commands += calls;
    counters.hits += direct.hits;
    counters.misses += direct.misses;
    count(this.#ping, pings, microseconds, session);
    count(this.#exists, existses, microseconds, session);
    count(this.#mget, mgets, microseconds, session);
    count(this.#set, sets, microseconds, session);
    count(this.#get, gets, microseconds, session);
    if (hotKeys.isSampled(calls)) {
      const key = direct.lastKey;
      if (key !== undefined) hotKeys.add(session.dataset ?? '', key);
    }
    return sets > 0;
  }

  #directOf(table: RequestTable): DirectRequests {
    let direct = this.#directs.get(table);
    if (direct === undefined) {
      direct = new DirectRequests(table);
      this.#directs.set(table, direct);
    }
    return direct;
  }
}

function count(known: KnownCommand, calls: number, microseconds: number, session: Session): void {
  if (calls === 0) return;
  known.durations.add(microseconds, calls);
  session.lastCommand = known.command.name;
}
