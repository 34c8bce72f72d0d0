import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join, resolve } from 'node:path';
import { mapreduceError, type Runner } from '@oremill/types';
import { asWriteError } from '../files/disk-files.ts';
import type { Task, TaskResult } from './run-task.ts';
import type { TaskRunner, TaskWatcher } from './task-runner.ts';

/** Makes the folder for profiles; OUTPUT_UNWRITABLE when it cannot be, OPTION_INVALID when nobody would write them. */
export function makeProfileFolder(folder: string, runner: Runner): string {
  if (runner === 'streaming') {
    throw mapreduceError('OPTION_INVALID', 'the processes of the streaming runner are not profiled', {
      hint: 'Profile the job with --runner threads or inline.',
    });
  }
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw asWriteError(path, error);
  }
  return path;
}

/** What makes Node leave `NAME.cpuprofile` when a worker ends, also one that is terminated. */
export function profileFlags(folder: string | undefined, name: string): string[] {
  return folder === undefined
    ? []
    : ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/** Profiles this thread while a runner does its tasks in it. */
export class ProfiledRunner implements TaskRunner {
  readonly #runner: TaskRunner;
  readonly #path: string;
  readonly #session = new Session();
  readonly #begun: Promise<unknown>;

  constructor(runner: TaskRunner, folder: string) {
    this.#runner = runner;
    this.#path = join(folder, 'inline.cpuprofile');
    this.#session.connect();
    this.#begun = this.#session.post('Profiler.enable').then(() => this.#session.post('Profiler.start'));
  }

  async run(tasks: readonly Task[], watcher: TaskWatcher): Promise<TaskResult[]> {
    await this.#begun;
    return this.#runner.run(tasks, watcher);
  }

  async close(): Promise<void> {
    await this.#runner.close();
    await this.#begun;
    const { profile } = await this.#session.post('Profiler.stop');
    this.#session.disconnect();
    try {
      writeFileSync(this.#path, JSON.stringify(profile));
    } catch (error) {
      throw asWriteError(this.#path, error);
    }
  }
}
