import assert from 'node:assert/strict';
import type { Worker } from 'node:worker_threads';
import type { Clock } from '@oremill/runtime';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import { costError, type ErrorReply, fromErrorReply } from '@oremill/types';
import type { CostService, CostServiceOptions } from '../cost-service.ts';

const PROGRAM = ownModule('./answer-thread', import.meta.url);
/** Who comes when so many wait is told to come again. */
const WAITING_MAX = 64;

type Methods = Pick<CostService, 'estimate' | 'explain' | 'compare'>;

export interface Question {
  readonly method: keyof Methods;
  readonly parameters: readonly unknown[];
  readonly nowMs: number;
}

export type Answer =
  | { readonly kind: 'reply'; readonly reply: unknown }
  | { readonly kind: 'refused'; readonly error: ErrorReply; readonly status: number };

interface Asked {
  readonly question: Question;
  readonly resolve: (reply: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What `CostService` answers, worked out in a thread, one question after the other: an estimate of ten years with an index
 * takes seconds, and a server has others to serve.
 */
export class CostAnswers {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #waiting: Asked[] = [];
  #running: Asked | undefined;
  #thread: Worker | undefined;

  constructor({ folder, clock }: CostServiceOptions) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Throws what the method throws, ESTIMATES_BUSY, and the reason of the signal. */
  async ask<Method extends keyof Methods>(
    method: Method,
    parameters: Parameters<Methods[Method]>,
    signal?: AbortSignal,
  ): Promise<ReturnType<Methods[Method]>> {
    signal?.throwIfAborted();
    if (this.#waiting.length >= WAITING_MAX) {
      throw costError('ESTIMATES_BUSY', `${WAITING_MAX} estimates are waiting for theirs`, {
        hint: 'Ask again in some seconds.',
      });
    }
    const { promise, resolve, reject } = Promise.withResolvers<ReturnType<Methods[Method]>>();
    const asked: Asked = { question: { method, parameters, nowMs: this.#clock.nowMs() }, resolve, reject };
    const leave = (): void => this.#leave(asked, signal?.reason);
    signal?.addEventListener('abort', leave, { once: true });
    this.#waiting.push(asked);
    this.#next();
    return promise.finally(() => signal?.removeEventListener('abort', leave));
  }

  #next(): void {
    if (this.#running) return;
    this.#running = this.#waiting.shift();
    if (this.#running === undefined) return;
    this.#thread ??= this.#start();
    this.#thread.postMessage(this.#running.question);
  }

  #start(): Worker {
    const thread = startWorker(PROGRAM, { folder: this.#folder });
    thread.on('message', (answer: Answer) => {
      const asked = this.#running;
      assert(asked, 'an answer without a question');
      this.#running = undefined;
      if (answer.kind === 'reply') asked.resolve(answer.reply as never);
      else asked.reject(fromErrorReply(answer.error, answer.status));
      this.#next();
    });
    thread.on('error', (error) => this.#drop(thread, error));
    return thread;
  }

  /** Nobody waits for it any more: what is worked out is stopped, with its thread. */
  #leave(asked: Asked, reason: unknown): void {
    if (this.#running === asked && this.#thread) {
      const thread = this.#thread;
      this.#drop(thread, reason);
      void thread.terminate();
      return;
    }
    this.#waiting.splice(this.#waiting.indexOf(asked), 1);
    asked.reject(reason);
  }

  /** The next question starts another thread. */
  #drop(thread: Worker, error: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    const asked = this.#running;
    this.#running = undefined;
    asked?.reject(error);
    this.#next();
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    const stopped = costError('ESTIMATES_BUSY', 'the platform is stopping', {
      hint: 'Ask again when it is back.',
    });
    for (const { reject } of this.#waiting.splice(0)) reject(stopped);
    if (thread === undefined) return;
    this.#drop(thread, stopped);
    await thread.terminate();
  }
}
