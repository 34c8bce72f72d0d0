import { print, printJson } from '@oremill/runtime/cli';
import { AppError, type Execution, mapreduceError } from '@oremill/types';
import { readExecution } from '../output/read-output.ts';
import type { RunJobOptions } from '../run-job.ts';
import { drawProgress, type ProgressDrawing } from './draw-progress.ts';
import { describeExecution } from './report.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface FollowOptions {
  readonly json?: boolean | undefined;
  readonly output: string;
  /** Steps of the job, if that is known. */
  readonly steps?: number | undefined;
  /**
   * Whether this thread is free to stop the execution. Where the job itself runs in it, a signal ends the process,
   * because nobody else could: the execution is then `interrupted`, and can be resumed as well.
   */
  readonly canStop: boolean;
}

/** Shows the progress of an execution, stops it at the first signal, and prints how it ended. */
export async function followExecution(
  { json, output, steps, canStop }: FollowOptions,
  begin: (hooks: Required<Pick<RunJobOptions, 'signal' | 'onProgress'>>) => Promise<Execution>,
): Promise<void> {
  const stop = new AbortController();
  const drawing = drawProgress({ steps, mayBeKilled: !canStop });
  if (canStop) {
    for (const signal of SIGNALS) {
      process.once(signal, () => {
        stop.abort();
        endAtNextSignal(drawing);
      });
    }
  }
  try {
    const execution = await begin({ signal: stop.signal, onProgress: drawing.update });
    drawing.end();
    if (json) printJson(execution);
    else print(describeExecution(execution));
  } catch (error) {
    throw withNextStep(error, output);
  } finally {
    drawing.end();
  }
}

/** A second signal does what signals do by themselves, once the terminal is as it was. */
function endAtNextSignal(drawing: ProgressDrawing): void {
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.once(signal, () => {
      drawing.end();
      process.kill(process.pid, signal);
    });
  }
}

/** The error with the command that goes on from it. */
function withNextStep(error: unknown, output: string): unknown {
  if (!(error instanceof AppError)) return error;
  const state = readExecution(output)?.state;
  if (error.code === 'STOPPED' && state === 'stopped') {
    return mapreduceError('STOPPED', error.message, {
      hint: `Go on with: mapreduce resume ${output}. Give it up with: mapreduce discard ${output}`,
      cause: error,
    });
  }
  return error;
}
