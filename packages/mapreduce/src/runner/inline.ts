import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '@oremill/runtime';
import { newTaskProgress, runTask, type Task, type TaskContext, type TaskResult } from './run-task.ts';
import type { OnTaskProgress, TaskRunner } from './task-runner.ts';

/** How long the event loop waits at most, as long as the job's own functions return. */
const STEP_MS = 20;

/** Does one task after the other in this thread: for tests, debuggers and small inputs. */
export class InlineRunner implements TaskRunner {
  readonly #context: TaskContext;
  readonly #clock: Clock;
  readonly #closed = Promise.withResolvers<void>();
  #isClosed = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(context: TaskContext, clock: Clock) {
    this.#context = context;
    this.#clock = clock;
  }

  run(tasks: readonly Task[], onProgress: OnTaskProgress): Promise<TaskResult[]> {
    const running = this.#runAll(tasks, onProgress);
    this.#running = running;
    return running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closed.resolve();
    await this.#running.catch(() => undefined);
  }

  async #runAll(tasks: readonly Task[], onProgress: OnTaskProgress): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    for (const [index, task] of tasks.entries()) {
      const progress = newTaskProgress();
      const steps = runTask(task, this.#context, progress);
      let yieldedAtMs = this.#clock.monotonicMs();
      let step = steps.next();
      for (; !step.done && !this.#isClosed; step = steps.next()) {
        if (step.value) {
          await Promise.race([step.value, this.#closed.promise]);
          if (this.#isClosed) break;
        }
        if (this.#clock.monotonicMs() - yieldedAtMs < STEP_MS) continue;
        onProgress(index, progress, false);
        await turn();
        yieldedAtMs = this.#clock.monotonicMs();
      }
      if (!step.done) {
        // Runs the task's `finally`, which closes its files. Nobody reads the results of a closed runner.
        steps.return(undefined as never);
        return results;
      }
      onProgress(index, progress, true);
      results.push(step.value);
      await turn();
    }
    return results;
  }
}
