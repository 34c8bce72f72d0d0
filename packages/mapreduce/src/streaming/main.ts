import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, mapreduceError } from '@oremill/types';
import type { JobDefinition } from '../job/define-job.ts';
import { validateOptions } from '../job/job-options.ts';
import { findJobFiles, jobUrl, loadJob } from '../job/load-job.ts';
import { type Environment, readHadoopTask } from './hadoop-environment.ts';
import { runStreamingTask, type StreamingPhase } from './run-streaming-task.ts';
import { type TaskStreams, takeStandardStreams } from './standard-streams.ts';

export interface TaskArguments {
  /** From 0. */
  readonly step: number;
  readonly phase: StreamingPhase;
  /** Options of the job, as JSON. */
  readonly options?: string | undefined;
  readonly skipLimit?: number | undefined;
  /** File for skipped records; they are told on stderr otherwise. */
  readonly skipped?: string | undefined;
}

/** Options of the job where they are not an argument: arguments can be seen by everyone on the machine. */
export const OPTIONS = 'OREMILL_JOB_OPTIONS';

/** The process of one task; its exit code is 0 when the task came to its end. Never throws. */
export async function taskMain(
  job: URL | string | JobDefinition,
  task: TaskArguments,
  env: Environment = process.env,
): Promise<number> {
  const streams = takeStandardStreams();
  try {
    const bundle = new URL(import.meta.url);
    const definition = job instanceof URL || typeof job === 'string' ? await loadJob(job) : job;
    const module = job instanceof URL || typeof job === 'string' ? jobUrl(job) : bundle;
    const { skipLimit, skipped: skippedPath, step, phase } = task;
    const options = validateOptions(
      definition.name,
      definition.options,
      parseOptions(task.options ?? env[OPTIONS]),
    );
    const filePaths = findTaskFiles(definition, module);
    await runStreamingTask(
      { job: definition, step, phase, options, filePaths, skipLimit, skippedPath },
      streams,
      env,
    );
    return 0;
  } catch (error) {
    return tellError(error, streams, env);
  }
}

/** A file lies in the working folder under its name, where Hadoop and the streaming runner put it; else where the job has it. */
function findTaskFiles(job: JobDefinition, module: URL): Record<string, string> {
  const folder = dirname(fileURLToPath(module));
  const found = Object.keys(job.files).flatMap((name) => {
    const path = [resolve(name), join(folder, name)].find((place) => existsSync(place));
    return path === undefined ? [] : [[name, path]];
  });
  return findJobFiles(job, module, Object.fromEntries(found));
}

function parseOptions(json: string | undefined): unknown {
  if (json === undefined) return {};
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw mapreduceError('OPTION_INVALID', `--options, or ${OPTIONS}, is not JSON`, {
      hint: 'Give an object of options by name: --options \'{"minCount":3}\'',
      cause: error,
    });
  }
}

const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET']);

function tellError(error: unknown, streams: TaskStreams, env: Environment): number {
  // A reader that has enough closes the pipe: that is its success, not our error.
  if (error instanceof Error && 'code' in error && CLOSED.has(error.code)) return 0;
  const { attemptId, jobId, partition } = readHadoopTask(env);
  if (error instanceof AppError) {
    streams.tell(`error: ${error.message}`);
    if (error.hint !== undefined) streams.tell(`hint:  ${error.hint}`);
    streams.tell(`code:  ${error.code}`);
  } else {
    // A defect of ours: the stack is what helps.
    streams.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const place = { attempt: attemptId, job: jobId, partition };
  const known = Object.entries(place).flatMap(([name, value]) =>
    value === undefined ? [] : `${name} ${value}`,
  );
  if (known.length > 0) streams.tell(`task:  ${known.join(', ')}`);
  return 1;
}
