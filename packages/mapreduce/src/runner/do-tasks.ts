import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toErrorReply } from '@oremill/types';
import { diskFiles } from '../files/disk-files.ts';
import { loadJob } from '../job/load-job.ts';
import { TAG, type TaskMessage, type WorkerData, type WorkerMessage } from './messages.ts';
import { newTaskProgress, runTask, type TaskContext } from './run-task.ts';
import { openKernels } from './task-kernels.ts';

// What a worker thread of the threads runner does: it imports the job, then does one task after the other.

/** Between two reports of a task's progress. */
const REPORT_MS = 50;

const { job: jobHref, plan, pulse } = workerData as WorkerData;

const context = loadJob(jobHref).then((job): TaskContext => {
  return {
    ...plan,
    job,
    files: diskFiles,
    kernels: openKernels(job, plan.limits),
    status: (words) => send({ tag: TAG, kind: 'status', words }),
    pulse(place) {
      pulse[0] = (pulse[0] as number) + 1;
      pulse[1] = place;
    },
  };
});
// Awaited by each task: until the first one arrives nobody does.
context.catch(() => undefined);

parentPort?.on('message', (message: TaskMessage) => {
  void doTask(message);
});

async function doTask({ task }: TaskMessage): Promise<void> {
  const progress = newTaskProgress();
  try {
    const ready = await context;
    const startedMs = performance.now();
    const steps = runTask(task, ready, progress);
    let reportedAtMs = startedMs;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      if (step.value) await step.value;
      if (performance.now() - reportedAtMs < REPORT_MS) continue;
      reportedAtMs = performance.now();
      send({ tag: TAG, kind: 'progress', progress });
    }
    send({ tag: TAG, kind: 'result', progress, result: step.value, tookMs: performance.now() - startedMs });
  } catch (error) {
    send(failureOf(error));
  }
}

function failureOf(error: unknown): WorkerMessage {
  if (error instanceof AppError) {
    return { tag: TAG, kind: 'failed', reply: toErrorReply(error), status: error.status };
  }
  const broken = error instanceof Error ? error : new Error(String(error));
  return { tag: TAG, kind: 'broken', error: broken };
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
