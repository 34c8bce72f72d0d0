import type { Dataset } from '../dataset/dataset.ts';
import { DirectRequests, WINDOW_BYTES_MAX } from '../table/direct-requests.ts';
import type { Journal, RequestTable } from '../table/request-table.ts';
import type { Call, Later, Reply, Request } from './call.ts';
import type { CommandTable } from './command-table.ts';
import { errorText, Refusal, refuse } from './refusal.ts';
import { refusalOf } from './refused.ts';
import type { KnownCommand, ServerState } from './server-state.ts';
import type { Session } from './session.ts';

/** A kernel answers no request that has more. */
const WINDOW_ARGUMENTS_MAX = 128;

/** The replies to one client outgrew what it may have unsent: it is cut, and gets no answer. */
export class OutputTooLarge extends Error {
  override name = 'OutputTooLarge';
}

/** A reply that can be taken back to where it was. */
export interface RevocableReply extends Reply {
  readonly byteCount: number;
  rewind(byteCount: number): void;
  /** Replies that are written already. */
  append(source: { readonly outputBytes: number; copyOutput(target: Buffer, at: number): void }): void;
}

/** Carries out the commands of all connections, one after the other. */
export class Executor implements Call {
  readonly reply: RevocableReply;
  readonly server: ServerState;
  request: Request;
  session: Session;
  /** Datasets that were written to since `begin`. */
  readonly written = new Set<Dataset>();
  readonly #table: CommandTable;
  /** Those that a kernel knows. */
  readonly #known: Readonly<Record<'get' | 'mget' | 'exists' | 'ping' | 'set', KnownCommand>>;
  readonly #reportDefect: (error: unknown) => void;
  readonly #directs = new WeakMap<RequestTable, DirectRequests>();
  #direct: DirectRequests | undefined;
  #journal: Journal | undefined;
  /** No limit is so small that a kernel, which knows none, could pass it. */
  readonly #isDirectAllowed: boolean;
  #dataset: Dataset | undefined;
  #selected: string | undefined;
  #startedMs = 0;

  constructor(options: {
    readonly request: Request;
    readonly reply: RevocableReply;
    readonly server: ServerState;
    readonly table: CommandTable;
    readonly session: Session;
    readonly reportDefect: (error: unknown) => void;
  }) {
    this.request = options.request;
    this.reply = options.reply;
    this.server = options.server;
    this.session = options.session;
    this.#table = options.table;
    const known = (name: string) => options.table.find(name) as KnownCommand;
    this.#known = {
      get: known('get'),
      mget: known('mget'),
      exists: known('exists'),
      ping: known('ping'),
      set: known('set'),
    };
    const { keyBytesMax, valueBytesMax, requestBytesMax, requestArgumentsMax } = options.server.limits;
    this.#isDirectAllowed =
      Math.min(keyBytesMax, valueBytesMax, requestBytesMax) >= WINDOW_BYTES_MAX &&
      requestArgumentsMax >= WINDOW_ARGUMENTS_MAX;
    this.#reportDefect = options.reportDefect;
  }

  /** Before the commands of a chunk: what they see of datasets stays the same until its end. */
  begin(session: Session, request: Request): void {
    this.session = session;
    this.request = request;
    this.reply.protocol = session.protocol;
    this.#findDataset();
    this.#startedMs = this.server.clock.monotonicMs();
  }

  get dataset(): Dataset {
    if (this.#dataset === undefined) return this.#refuseDataset();
    return this.#dataset;
  }

  key(index: number): Buffer {
    const bytes = this.request.byteCount(index);
    const { keyBytesMax } = this.server.limits;
    if (bytes > keyBytesMax) refuse(`ERR key of ${bytes} bytes is longer than ${keyBytesMax}`);
    return this.request.bytes(index);
  }

  /** Answers what the table's kernel knows, from `at` on. Where the first request begins that is for `run`. */
  runDirect(input: Buffer, at: number, end: number): number {
    const direct = this.#direct;
    const { session, reply, server } = this;
    if (direct === undefined || session.replyMode !== 'on') return at;
    const nowMs = server.clock.nowMs();
    const consumed = direct.serve(input, at, end, reply.protocol, nowMs, this.#journal);
    if (consumed > 0) {
      reply.append(direct);
      this.#accountDirect(direct);
    }
    return at + consumed;
  }

  /** Carries out the request at hand; a promise when the connection has to wait for the rest. */
  run(name: Uint8Array, from: number, to: number): Later | undefined {
    const { reply, session } = this;
    const mark = reply.byteCount;
    if (session.replyMode === 'skip-next') session.replyMode = 'skip';
    else if (session.replyMode === 'skip') session.replyMode = 'on';
    const known = this.#table.findBytes(name, from, to);
    session.commandCount++;
    this.server.counters.commands++;
    let later: Later | undefined;
    try {
      if (known === undefined) this.#refuseUnknown();
      this.#check(known);
      later = known.command.run(this) ?? undefined;
      if (session.dataset !== this.#selected) this.#findDataset();
      if (known.command.access === 'write') this.#noteWrite();
    } catch (error) {
      if (error instanceof OutputTooLarge) throw error;
      reply.rewind(mark);
      this.#fail(error, known);
    }
    if (known !== undefined) this.#account(known);
    if (session.replyMode !== 'on' && later === undefined) reply.rewind(mark);
    return later;
  }

  /** FLUSHALL writes to others than the selected one. */
  noteWrite(dataset: Dataset): void {
    this.written.add(dataset);
  }

  #check(known: KnownCommand): void {
    const { command } = known;
    const { session } = this;
    if (!session.isSignedIn && command.isOpen !== true) {
      known.refusals++;
      refuse('NOAUTH Authentication required.');
    }
    const { arity } = command;
    const { count } = this.request;
    if (arity > 0 ? count !== arity : count < -arity) {
      known.refusals++;
      refuse(`ERR wrong number of arguments for '${command.name}' command`);
    }
    if (command.access === 'none') return;
    this.#checkAccess(known);
    if (!command.isOnDataset) return;
    if (this.server.source.isLoading) refuse('LOADING datasets are being read from disk');
    const { dataset } = this;
    if (command.access === 'write' && dataset.kind === 'published') {
      refuse(`READONLY dataset ${dataset.name} is published: it changes by publishing a version`);
    }
  }

  #checkAccess(known: KnownCommand): void {
    const { session } = this;
    const { access, name, isOnDataset } = known.command;
    let isAllowed = session.canAdminister;
    if (access === 'read') isAllowed = session.canRead || (!isOnDataset && session.isSignedIn);
    else if (access === 'write') isAllowed = session.canWrite;
    if (isAllowed) return;
    known.refusals++;
    if (isOnDataset && session.dataset === undefined) this.#refuseDataset();
    const where = isOnDataset && session.dataset !== undefined ? ` on dataset ${session.dataset}` : '';
    refuse(`NOPERM user ${session.user} may not run '${name}'${where}`);
  }

  #refuseUnknown(): never {
    if (!this.session.isSignedIn) refuse('NOAUTH Authentication required.');
    const name = this.request.text(0).slice(0, 128);
    const reason = refusalOf(name.toLowerCase());
    if (reason !== undefined) refuse(`ERR ${name.toUpperCase()} is not offered: ${reason}`);
    let shown = '';
    for (let index = 1; index < this.request.count && shown.length < 128; index++) {
      shown += `'${this.request.text(index).slice(0, 128 - shown.length)}' `;
    }
    refuse(`ERR unknown command '${name}', with args beginning with: ${shown}`);
  }

  #refuseDataset(): never {
    const { dataset } = this.session;
    if (dataset === undefined) refuse('ERR no dataset is selected: SELECT one by its name');
    return refuse(`ERR no dataset is named ${dataset}: SELECT another`);
  }

  #findDataset(): void {
    const { session } = this;
    const { source } = this.server;
    this.#selected = session.dataset;
    const dataset = this.#selected === undefined ? undefined : source.find(this.#selected, session);
    this.#dataset = dataset;
    const isAllowed = this.#isDirectAllowed && session.canRead && !source.isLoading;
    const table = isAllowed ? dataset?.requests : undefined;
    this.#journal = session.canWrite ? dataset?.journal : undefined;
    this.#direct = table === undefined ? undefined : this.#directOf(table);
  }

  #directOf(table: RequestTable): DirectRequests {
    let direct = this.#directs.get(table);
    if (direct === undefined) {
      direct = new DirectRequests(table);
      this.#directs.set(table, direct);
    }
    return direct;
  }

  #noteWrite(): void {
    if (this.#dataset !== undefined) this.written.add(this.#dataset);
  }

  #fail(error: unknown, known: KnownCommand | undefined): void {
    let text = errorText(error);
    if (text === undefined) {
      this.#reportDefect(error);
      text = 'ERR something went wrong inside the server: its log has the details';
    }
    if (!(error instanceof Refusal) && known?.command.access === 'write') this.#noteWrite();
    if (known !== undefined) known.failures++;
    const word = text.slice(0, text.indexOf(' '));
    const { errors } = this.server.counters;
    errors.set(word, (errors.get(word) ?? 0) + 1);
    this.reply.error(text);
  }

  #accountDirect(direct: DirectRequests): void {
    const { server, session } = this;
    const { counters } = server;
    const { gets, mgets, existses, pings, sets } = direct;
    const calls = gets + mgets + existses + pings + sets;
    if (sets > 0) this.#noteWrite();
    const nowMs = server.clock.monotonicMs();
    const microseconds = ((nowMs - this.#startedMs) * 1000) / calls;
    this.#startedMs = nowMs;
    session.commandCount += calls;
    counters.commands += calls;
    counters.hits += direct.hits;
    counters.misses += direct.misses;
    const { get, mget, exists, ping, set } = this.#known;
    if (gets > 0) get.durations.add(microseconds, gets);
    if (mgets > 0) mget.durations.add(microseconds, mgets);
    if (existses > 0) exists.durations.add(microseconds, existses);
    if (pings > 0) ping.durations.add(microseconds, pings);
    if (sets > 0) set.durations.add(microseconds, sets);
    if (sets > 0) session.lastCommand = 'set';
    else if (gets > 0) session.lastCommand = 'get';
    else session.lastCommand = mgets > 0 ? 'mget' : existses > 0 ? 'exists' : 'ping';
    if (!server.hotKeys.isSampled(calls)) return;
    const key = direct.lastKey;
    if (key !== undefined) server.hotKeys.add(session.dataset ?? '', key);
  }

  #account(known: KnownCommand): void {
    const { server, session, request } = this;
    const nowMs = server.clock.monotonicMs();
    const microseconds = (nowMs - this.#startedMs) * 1000;
    this.#startedMs = nowMs;
    known.durations.add(microseconds);
    session.lastCommand = known.command.name;
    const { slowLogMicroseconds, slowLogMax } = server.settings;
    if (slowLogMicroseconds >= 0 && microseconds >= slowLogMicroseconds) {
      const atS = Math.floor(server.clock.nowMs() / 1000);
      server.slowLog.add(known.command.name, request, session, microseconds, atS, slowLogMax);
    }
    const { keys, isOnDataset } = known.command;
    if (isOnDataset && keys !== undefined && server.hotKeys.isSampled() && request.count > keys.first) {
      server.hotKeys.add(session.dataset ?? '', request.bytes(keys.first));
    }
  }
}
