import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toErrorReply } from '@oremill/types';
import { diskFiles } from '../files/disk-files.ts';
import { loadJob } from '../job/load-job.ts';
import { KernelMemory } from '../kernel/kernel-memory.ts';
import { TAG, type TaskMessage, type WorkerData, type WorkerMessage } from './messages.ts';
import { newTaskProgress, runTask, type TaskContext } from './run-task.ts';

// A worker thread of the threads runner: it imports the job, then does one task after the other.

/** Between two reports of a task's progress. */
const REPORT_MS = 50;

const data = workerData as WorkerData;
const memory = new KernelMemory(data.limits.chunkBytes);
const context = loadJob(data.job).then((job): TaskContext => ({ ...data, job, files: diskFiles, memory }));
// Awaited by each task: until the first one arrives nobody does.
context.catch(() => undefined);

parentPort?.on('message', (message: TaskMessage) => {
  void doTask(message);
});

async function doTask({ index, task }: TaskMessage): Promise<void> {
  const progress = newTaskProgress();
  try {
    const steps = runTask(task, await context, progress);
    let reportedAtMs = performance.now();
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      if (step.value) await step.value;
      if (performance.now() - reportedAtMs < REPORT_MS) continue;
      reportedAtMs = performance.now();
      send({ tag: TAG, index, kind: 'progress', progress });
    }
    send({ tag: TAG, index, kind: 'result', progress, result: step.value });
  } catch (error) {
    send(failureOf(index, error));
  }
}

function failureOf(index: number, error: unknown): WorkerMessage {
  if (error instanceof AppError) {
    return { tag: TAG, index, kind: 'failed', reply: toErrorReply(error), status: error.status };
  }
  const broken = error instanceof Error ? error : new Error(String(error));
  return { tag: TAG, index, kind: 'broken', error: broken };
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
