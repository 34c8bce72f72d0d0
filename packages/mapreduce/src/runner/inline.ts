import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '@oremill/runtime';
import { newTaskProgress, runTask, type Task, type TaskContext, type TaskResult } from './run-task.ts';
import type { TaskRunner, TaskWatcher } from './task-runner.ts';

/** How long the event loop waits at most, as long as the job's own functions return. */
const STEP_MS = 20;

/** Does one task after the other in this thread, each once: for tests, debuggers and small inputs. */
export class InlineRunner implements TaskRunner {
  readonly #context: Omit<TaskContext, 'status' | 'pulse'>;
  readonly #clock: Clock;
  readonly #closed = Promise.withResolvers<void>();
  #isClosed = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(context: Omit<TaskContext, 'status' | 'pulse'>, clock: Clock) {
    this.#context = context;
    this.#clock = clock;
  }

  run(tasks: readonly Task[], watcher: TaskWatcher): Promise<TaskResult[]> {
    const running = this.#runAll(tasks, watcher);
    this.#running = running;
    return running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closed.resolve();
    await this.#running.catch(() => undefined);
  }

  async #runAll(tasks: readonly Task[], watcher: TaskWatcher): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    const context: TaskContext = {
      ...this.#context,
      status: (words) => watcher.onStatus?.(words),
      pulse: () => {},
    };
    for (const [index, task] of tasks.entries()) {
      const progress = newTaskProgress();
      const startedMs = this.#clock.monotonicMs();
      const steps = runTask(task, context, progress);
      let yieldedAtMs = startedMs;
      let step = steps.next();
      for (; !step.done && !this.#isClosed; step = steps.next()) {
        if (step.value) {
          await Promise.race([step.value, this.#closed.promise]);
          if (this.#isClosed) break;
        }
        if (this.#clock.monotonicMs() - yieldedAtMs < STEP_MS) continue;
        watcher.onProgress?.(index, progress);
        await turn();
        yieldedAtMs = this.#clock.monotonicMs();
      }
      if (!step.done) {
        // Runs the task's `finally`, which closes its files. Nobody reads the results of a closed runner.
        steps.return(undefined as never);
        return results;
      }
      const endedMs = this.#clock.monotonicMs();
      watcher.onDone?.(index, { result: step.value, progress, worker: 0, attempt: 1, startedMs, endedMs });
      results.push(step.value);
      await turn();
    }
    return results;
  }
}
