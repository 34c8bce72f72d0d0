import type { Worker } from 'node:worker_threads';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import { isWorkerMessage, TAG, type TaskMessage, type WorkerData, type WorkerMessage } from './messages.ts';
import { profileFlags } from './profile.ts';
import type { Task, TaskPlan } from './run-task.ts';
import { WorkerExit } from './task-lost.ts';

const PROGRAM = ownModule('./do-tasks', import.meta.url);
const MIB = 2 ** 20;
/** Two numbers: records begun, and the place of the present one. */
const PULSE_BYTES = 16;

export interface SlotOptions {
  readonly job: URL;
  readonly plan: TaskPlan;
  /** Heap of a worker for what dies young: with room for more records fewer are copied on. */
  readonly youngBytes: number;
  /** Heap of a worker for what stays: the job's own variables. */
  readonly oldBytes: number;
  readonly profileFolder?: string | undefined;
}

export interface SlotEvents {
  readonly onMessage: (slot: WorkerSlot, message: WorkerMessage) => void;
  /** Its worker has ended by itself. */
  readonly onLost: (slot: WorkerSlot, error: unknown) => void;
}

/** What a worker is doing. */
export interface Assignment {
  readonly index: number;
  readonly task: Task;
  readonly attempt: number;
  readonly startedMs: number;
}

/** A place for one worker thread: when that dies or hangs, another takes its place. */
export class WorkerSlot {
  readonly number: number;
  assignment: Assignment | undefined;
  readonly #options: SlotOptions;
  readonly #events: SlotEvents;
  /** Workers that have had this place. */
  #started = 0;
  #worker: Worker;
  #pulse = new Float64Array(new SharedArrayBuffer(PULSE_BYTES));
  #seenPulse = 0;
  #seenAtMs = 0;

  constructor(number: number, options: SlotOptions, events: SlotEvents) {
    this.number = number;
    this.#options = options;
    this.#events = events;
    this.#worker = this.#start();
  }

  assign(assignment: Assignment): void {
    this.assignment = assignment;
    this.#seenAtMs = assignment.startedMs;
    this.#worker.postMessage({ tag: TAG, task: assignment.task } satisfies TaskMessage);
  }

  /** Byte of the split's file at which the record begins that the worker is at. */
  get place(): number {
    return this.#pulse[1] as number;
  }

  /** How long the worker has been at the same record. */
  quietMs(nowMs: number): number {
    const pulse = this.#pulse[0] as number;
    if (pulse !== this.#seenPulse) {
      this.#seenPulse = pulse;
      this.#seenAtMs = nowMs;
    }
    return nowMs - this.#seenAtMs;
  }

  /** Ends the worker, whatever it does, and starts a fresh one. */
  async replace(): Promise<void> {
    await this.close();
    this.#worker = this.#start();
  }

  async close(): Promise<void> {
    this.assignment = undefined;
    this.#worker.removeAllListeners();
    // What it still says is of no interest, but an error without a listener would end the process.
    this.#worker.on('error', () => {});
    await this.#worker.terminate();
  }

  #start(): Worker {
    const { job, plan, youngBytes, oldBytes, profileFolder } = this.#options;
    this.#pulse = new Float64Array(new SharedArrayBuffer(PULSE_BYTES));
    const workerData: WorkerData = { tag: TAG, job: job.href, plan, pulse: this.#pulse };
    const worker = startWorker(PROGRAM, workerData, {
      flags: profileFlags(profileFolder, `worker-${this.number}-${this.#started++}`),
      stdout: true,
      resourceLimits: {
        maxYoungGenerationSizeMb: Math.round(youngBytes / MIB),
        maxOldGenerationSizeMb: Math.round(oldBytes / MIB),
      },
    });
    // What a job prints is talk: on stdout it would end up in the middle of a reply.
    worker.stdout.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    worker.on('message', (message: unknown) => {
      if (isWorkerMessage(message)) this.#events.onMessage(this, message);
    });
    worker.on('error', (error: unknown) => this.#events.onLost(this, error));
    worker.on('exit', (code) => this.#events.onLost(this, new WorkerExit(code)));
    return worker;
  }
}
