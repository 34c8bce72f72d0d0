import type { Worker } from 'node:worker_threads';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import type { Part } from '../sample/cut-contents.ts';
import { type PackedTallied, unpackTallied } from './packed-tallied.ts';
import type { Tallied, TallyOptions } from './tally.ts';

const PROGRAM = ownModule('./tally-thread', import.meta.url);
/** One that is counted, and one that is there when it is done. */
const BLOCKS_OF_THREAD_MAX = 2;

export type TallyRequest = { readonly kind: 'add'; readonly part: Part } | { readonly kind: 'take' };

/** The code of the system's error, if a part could not be read. */
export interface Added {
  readonly failed: string | undefined;
}

interface Thread {
  readonly worker: Worker;
  /** Who asked and has no answer yet, the first first. */
  readonly asking: ((answer: unknown) => void)[];
}

/** Threads that count parts, each a share of them; what they counted, merged, is what one would have. */
export class TallyThreads {
  readonly #threads: readonly Thread[];
  /** A thread for each part that it may get. */
  readonly #free: Thread[];
  readonly #adding = new Set<Promise<void>>();
  readonly #failure = Promise.withResolvers<never>();

  constructor(count: number, options: TallyOptions) {
    this.#threads = Array.from({ length: count }, () => this.#start(options));
    this.#free = Array.from({ length: BLOCKS_OF_THREAD_MAX }, () => this.#threads).flat();
    // Whoever waits next is told.
    this.#failure.promise.catch(() => {});
  }

  #start(options: TallyOptions): Thread {
    const thread: Thread = { worker: startWorker(PROGRAM, { options }), asking: [] };
    thread.worker.on('message', (answer) => thread.asking.shift()?.(answer));
    thread.worker.on('error', this.#failure.reject);
    return thread;
  }

  /** Hands a part to a thread; waits while all have as many as they may. Its bytes are the thread's from then on. */
  async add(part: Part): Promise<void> {
    while (this.#free.length === 0) await Promise.race(this.#adding);
    const thread = this.#free.shift() as Thread;
    const adding = this.#send(thread, part).then((answer) => {
      const { failed } = answer as Added;
      if (failed !== undefined) throw Object.assign(new Error(failed), { code: failed, syscall: 'read' });
      this.#adding.delete(adding);
      this.#free.push(thread);
    });
    adding.catch(() => {});
    this.#adding.add(adding);
  }

  async take(): Promise<Tallied[]> {
    await Promise.all(this.#adding);
    const taken = await Promise.all(this.#threads.map((thread) => this.#ask(thread, { kind: 'take' })));
    return taken.map((packed) => unpackTallied(packed as PackedTallied));
  }

  #send(thread: Thread, part: Part): Promise<unknown> {
    if ('path' in part) return this.#ask(thread, { kind: 'add', part });
    const { bytes, offset } = part;
    // A short one may lie in a pool, among bytes of others.
    const own = bytes.length === bytes.buffer.byteLength ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
    return this.#ask(thread, { kind: 'add', part: { bytes: own, offset } }, own.buffer as ArrayBuffer);
  }

  #ask({ worker, asking }: Thread, request: TallyRequest, ...transferred: ArrayBuffer[]): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    asking.push(resolve);
    worker.postMessage(request, transferred);
    return Promise.race([promise, this.#failure.promise]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}
