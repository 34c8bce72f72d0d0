import type { Socket } from 'node:net';
import type { Later } from '../command/call.ts';
import type { Client } from '../command/clients.ts';
import { OutputTooLarge } from '../command/execute.ts';
import type { Session } from '../command/session.ts';
import { FAILED, INCOMPLETE, RequestParser } from '../protocol/parse-request.ts';
import type { ConnectionHost } from './connection-host.ts';
import { InputBuffer } from './input-buffer.ts';
import { OutputWatch } from './output-watch.ts';
import { adoptSocket, receiveEvents } from './receive.ts';
import type { Holder } from './turn.ts';

/** Replies are sent when the commands of a chunk are done, or there are so many. */
const SEND_BYTES = 64 * 1024;

/** Fewer bytes are not worth a step of their own. */
const COMPLETED_BYTES_MIN = 64;
/** What a client is given to end its side, and to take our last words, when ours has ended. */
const LINGER_MS = 10_000;

/**
 * One client: requests are carried out and answered in order. While it waits (for the log, for the slow check of a
 * password, for a client that does not read) nothing more is read from it, and others go on.
 */
export class Connection implements Client, Holder {
  readonly session: Session;
  readonly #socket: Socket;
  readonly #host: ConnectionHost;
  /** What is sent over TLS is kept until it is encrypted: the shared block cannot be lent to it. */
  readonly #isEncrypted: boolean;
  readonly #input = new InputBuffer();
  /** Of a request that has come in part; otherwise all connections share one. */
  #parser: RequestParser | undefined;
  #isWaiting = false;
  #isDraining = false;
  #isPaused = false;
  /** The client sends no more. */
  #hasEnded = false;
  /** Nothing is sent any more. */
  #isOver = false;
  #overAtMs = 0;
  #strangerBytes = 0;
  readonly #openedAtMs: number;
  #heardAtMs: number;
  readonly #output = new OutputWatch();

  constructor(accepted: Socket, session: Session, host: ConnectionHost, isEncrypted: boolean) {
    this.session = session;
    this.#host = host;
    this.#isEncrypted = isEncrypted;
    this.#openedAtMs = host.server.clock.monotonicMs();
    this.#heardAtMs = this.#openedAtMs;
    const receive = (chunk: Buffer) => this.#receive(chunk);
    const socket = isEncrypted ? receiveEvents(accepted, receive) : adoptSocket(accepted, receive);
    this.#socket = socket;
    socket.on('end', () => this.close());
    socket.on('drain', () => {
      if (this.#isDraining) this.#goOn();
    });
    // The socket closes after it, which is all there is to do.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isOver = true;
      host.forget(this);
    });
  }

  get idleMs(): number {
    return this.#host.server.clock.monotonicMs() - this.#heardAtMs;
  }

  get inputBytes(): number {
    return this.#input.length;
  }

  get outputBytes(): number {
    return this.#socket.writableLength;
  }

  kill(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  /** Ends once the commands received are answered. */
  close(): void {
    this.#hasEnded = true;
    this.#endIfIdle();
  }

  release(held: readonly Buffer[], settled: Promise<unknown> | undefined): void {
    if (settled === undefined) {
      for (const block of held) this.#write(block);
      this.#isDraining = this.#owesTooMuch;
      this.#isWaiting = this.#isDraining;
      if (this.#hasEnded) this.#endIfIdle();
    } else {
      this.#isWaiting = true;
      void this.#sendLater(held, settled, undefined);
    }
  }

  /** Cuts a client that takes too long to sign in, to say something, or to read. */
  sweep(nowMs: number): void {
    const { limits, settings } = this.#host.server;
    if (this.#isOver) {
      if (nowMs - this.#overAtMs > LINGER_MS) this.kill();
    } else if (this.#output.isStalled(nowMs, this.outputBytes, limits.outputStalledMsMax)) {
      this.#host.server.counters.cutConnections++;
      this.kill();
    } else if (!this.session.isSignedIn) {
      if (nowMs - this.#openedAtMs > limits.signInMsMax) this.kill();
    } else if (settings.idleMsMax > 0 && nowMs - this.#heardAtMs > settings.idleMsMax && !this.#isWaiting) {
      this.kill();
    }
  }

  #receive(chunk: Buffer): void {
    const { server } = this.#host;
    this.#heardAtMs = server.clock.monotonicMs();
    server.counters.inputBytes += chunk.length;
    this.#take(chunk);
    // A request that is never whole is no way to leave more here.
    if (!this.#isWaiting && !this.session.isSignedIn && !this.#isOver) {
      const { signInBytesMax } = server.limits;
      if (this.#strangerBytes + this.#input.length > signInBytesMax) this.#end();
    }
  }

  #take(chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#isWaiting) {
      this.#input.append(chunk, 0);
      this.#isPaused = true;
      this.#socket.pause();
      return;
    }
    const parser = this.#parser;
    if (parser === undefined) {
      const done = this.#work(chunk, chunk.length);
      if (done === chunk.length) return;
      this.#parser?.shift(done);
      this.#input.append(chunk.subarray(done), this.#parser?.neededBytes ?? 0);
      return;
    }
    const missing = parser.neededBytes - this.#input.length;
    // The rest of a large request is put to what came of it; what is behind is dealt with where it is.
    const isLarge = missing >= COMPLETED_BYTES_MIN && missing < chunk.length;
    this.#input.append(isLarge ? chunk.subarray(0, missing) : chunk, parser.neededBytes);
    if (missing <= chunk.length) this.#workOnInput();
    if (isLarge) this.#take(chunk.subarray(missing));
  }

  #workOnInput(): void {
    const done = this.#work(this.#input.bytes, this.#input.length);
    this.#parser?.shift(done);
    this.#input.drop(done);
  }

  /** Carries out the requests in these bytes. Returns where the first begins that has to wait. */
  #work(bytes: Buffer, end: number): number {
    const host = this.#host;
    const { executor, reply, server } = host;
    const { session } = this;
    let at = 0;
    let later: Later | undefined;
    let parser = this.#parser ?? host.parser;
    try {
      executor.begin(session, parser);
      while (at < end && later === undefined) {
        if (this.#parser === undefined) {
          at = executor.runDirect(bytes, at, end);
          if (reply.byteCount >= SEND_BYTES && this.#send(undefined)) break;
          if (at === end) break;
        }
        const next = parser.parse(bytes, at, end, session.isSignedIn ? server.limits : host.strangerLimits);
        if (next === INCOMPLETE) {
          this.#keep(parser);
          break;
        }
        if (next === FAILED) {
          reply.error(`ERR Protocol error: ${parser.failure}`);
          session.isEnding = true;
        } else {
          if (!session.isSignedIn) this.#limitStranger(next - at);
          at = next;
          if (parser.count > 0) later = executor.run(parser.input, parser.nameStart, parser.nameEnd);
        }
        if (this.#parser !== undefined) {
          this.#parser = undefined;
          parser = host.parser;
          executor.begin(session, parser);
        }
        if (session.isEnding) break;
        if (later === undefined && reply.byteCount >= SEND_BYTES && this.#send(undefined)) break;
      }
    } catch (error) {
      this.#abandon(error);
      return end;
    }
    parser.release();
    if (!this.#isWaiting && !this.#hold(later)) this.#send(later);
    return session.isEnding ? end : at;
  }

  #keep(parser: RequestParser): void {
    if (this.#parser !== undefined) return;
    this.#parser = parser;
    this.#host.parser = new RequestParser();
  }

  /** Keeps replies until the end of the turn where one of them is to a write; false: they can be sent. */
  #hold(later: Later | undefined): boolean {
    const { executor, reply, turn } = this.#host;
    const isWrite = executor.written.size > 0 || turn.holds(this);
    if (!isWrite || later !== undefined || this.session.isEnding) return false;
    turn.hold(this, reply.take(), executor.written);
    executor.written.clear();
    return true;
  }

  /** Sends what was written to the reply, at once where that is possible. True: the connection has to wait now. */
  #send(later: Later | undefined): boolean {
    const { executor, reply, turn } = this.#host;
    const { replies, settled } = turn.settle(this, executor.written);
    executor.written.clear();
    if (settled === undefined && later === undefined) {
      for (const block of replies) this.#write(block);
      this.#flush();
      if (this.session.isEnding) this.#end();
      this.#isDraining = this.#owesTooMuch;
      this.#isWaiting = this.#isDraining;
      return this.#isWaiting;
    }
    this.#isWaiting = true;
    void this.#sendLater([...replies, ...reply.take()], settled, later);
    return true;
  }

  async #sendLater(held: readonly Buffer[], settled: Promise<unknown> | undefined, later: Later | undefined) {
    const { reply } = this.#host;
    // It may fail before it is waited for, or not be: a rejection that nobody handles ends the process.
    later?.catch(() => undefined);
    try {
      await settled;
    } catch (error) {
      // The client must not take any of these writes for done.
      this.#host.log.error({ err: error }, 'writes could not be made safe');
      if (!this.#isOver)
        this.#socket.write('-ERR the write could not be made safe: the log has the reason\r\n');
      this.session.isEnding = true;
      this.#end();
      return;
    }
    for (const block of held) this.#write(block);
    if (later !== undefined) {
      try {
        const answer = await later;
        if (this.#isOver) return;
        reply.protocol = this.session.protocol;
        answer(reply);
        this.#flush();
      } catch (error) {
        this.#abandon(error);
        return;
      }
    }
    this.#isDraining = this.#owesTooMuch && !this.session.isEnding;
    if (!this.#isDraining) this.#goOn();
  }

  get #owesTooMuch(): boolean {
    return this.#socket.writableLength > this.#host.server.limits.outputPauseBytes;
  }

  /** Behind a wait: with what came meanwhile. */
  #goOn(): void {
    if (this.#isOver) return;
    this.#isWaiting = false;
    this.#isDraining = false;
    if (this.session.isEnding) {
      this.#end();
      return;
    }
    if (this.#input.length > 0) this.#workOnInput();
    if (this.#isWaiting || this.#isOver) return;
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#socket.resume();
    }
    if (this.#hasEnded) this.#endIfIdle();
  }

  #flush(): void {
    const { reply } = this.#host;
    if (reply.byteCount > 0) reply.send((block) => this.#write(block));
  }

  /** True when nothing refers to the bytes any more. */
  #write(block: Buffer): boolean {
    if (this.#isOver) return true;
    this.#host.server.counters.outputBytes += block.length;
    this.#output.writtenBytes += block.length;
    if (this.#isEncrypted) {
      this.#socket.write(Buffer.from(block));
      return true;
    }
    this.#socket.write(block);
    return this.#socket.writableLength === 0;
  }

  /** Strangers may not keep us busy. */
  #limitStranger(bytes: number): void {
    this.#strangerBytes += bytes;
    if (this.#strangerBytes > this.#host.server.limits.signInBytesMax) this.session.isEnding = true;
  }

  /** A reply that is too large, or a defect: there is no answer that could be trusted. */
  #abandon(error: unknown): void {
    this.#host.reply.rewind(0);
    this.#host.executor.written.clear();
    if (error instanceof OutputTooLarge) this.#host.server.counters.cutConnections++;
    else this.#host.log.error({ err: error }, 'a connection was given up');
    this.kill();
  }

  /** Behind the last reply. */
  #endIfIdle(): void {
    if (!this.#isWaiting && !this.#host.turn.holds(this)) this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#overAtMs = this.#host.server.clock.monotonicMs();
    // What the client still sends is read and dropped: closing with unread bytes would reset the connection, and
    // the client might lose our last words.
    this.#socket.end();
    if (this.#isPaused) this.#socket.resume();
  }
}
