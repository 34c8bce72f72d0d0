import type { User } from '../config.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Call, Later, Reply, Request } from './call.ts';
import { checkCommand, refuseDataset, refuseUnknown } from './check-command.ts';
import type { CommandTable } from './command-table.ts';
import { DirectRunner } from './direct-runner.ts';
import { findReadable } from './find-readable.ts';
import { errorText, Refusal, refuse } from './refusal.ts';
import type { KnownCommand, ServerState } from './server-state.ts';
import type { Session } from './session.ts';

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
  readonly #direct: DirectRunner;
  readonly #reportDefect: (error: unknown) => void;
  #dataset: Dataset | undefined;
  /** Why it cannot be read. */
  #problem: string | undefined;
  /** What it was found for. */
  #selected: string | undefined;
  #user: User | undefined;
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
    this.#direct = new DirectRunner(options.server, options.reply, options.table);
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
    return this.#dataset ?? refuseDataset(this.session.dataset, this.#problem);
  }

  key(index: number): Buffer {
    const bytes = this.request.byteCount(index);
    const { keyBytesMax } = this.server.limits;
    if (bytes > keyBytesMax) refuse(`ERR key of ${bytes} bytes is longer than ${keyBytesMax}`);
    return this.request.bytes(index);
  }

  /** Answers what the table's kernel knows, from `at` on. Where the first request begins that is for `run`. */
  runDirect(input: Buffer, at: number, end: number): number {
    const { session } = this;
    if (session.replyMode !== 'on') return at;
    const next = this.#direct.run(input, at, end);
    if (next > at && this.#direct.account(session, this.#elapsedMs())) this.#noteWrite();
    return next;
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
      if (known === undefined) refuseUnknown(this);
      checkCommand(known, this);
      later = known.command.run(this) ?? undefined;
      // Somebody else may be allowed less, or read another version.
      if (session.dataset !== this.#selected || session.account !== this.#user) this.#findDataset();
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

  #findDataset(): void {
    const { session } = this;
    this.#selected = session.dataset;
    this.#user = session.account;
    const found =
      this.#selected === undefined ? {} : findReadable(this.server.source, this.#selected, session);
    this.#dataset = found.dataset;
    this.#problem = found.problem;
    this.#direct.select(this.#dataset, session);
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

  #account(known: KnownCommand): void {
    const { server, session, request } = this;
    const microseconds = this.#elapsedMs() * 1000;
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

  /** Since it was asked last: one command ends where the next begins. */
  #elapsedMs(): number {
    const nowMs = this.server.clock.monotonicMs();
    const elapsedMs = nowMs - this.#startedMs;
    this.#startedMs = nowMs;
    return elapsedMs;
  }
}
