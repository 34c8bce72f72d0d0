import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Logger } from '@oremill/runtime';
import { AppError, deployerError, durationMs, toErrorReply } from '@oremill/types';
import { maskSecrets } from './mask-secrets.ts';
import { runCommand } from './run-command.ts';
import { stepEnvironment } from './step-environment.ts';
import { openStepMarks } from './step-marks.ts';
import type { RunStepWork, StepOutcome, StepWork } from './step-work.ts';
import { whyFailed } from './why-failed.ts';

export interface StepRunnerOptions {
  /** For what belongs to steps on this machine; engines of one machine share it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** The engine's own: of it a step gets PATH, and what `passOn` names. */
  readonly environment: NodeJS.ProcessEnv;
  readonly passOn?: readonly string[];
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
}

export interface StepRunner {
  readonly run: RunStepWork;
  /** Ends processes of steps whose engine is no more: before their runs are taken over. */
  endLeftovers(): Promise<number>;
  /** Ends processes of a run, whichever engine has started them. */
  endRun(runId: string): Promise<void>;
}

const GRACE_MS = 10_000;

export function createStepRunner(options: StepRunnerOptions): StepRunner {
  const marks = openStepMarks(join(options.folder, 'steps'));
  return {
    endLeftovers: () => marks.endLeftovers(),
    endRun: (runId) => marks.endRun(runId),
    async run(work, signal) {
      const mark = marks.add(work.runId);
      try {
        return await runStep(work, signal, mark, options);
      } catch (error) {
        if (!(error instanceof AppError)) {
          options.log.error({ err: error, runId: work.runId, step: work.planned.name }, 'a step broke off');
        }
        const reply = toErrorReply(error);
        sayTo(
          work,
          options.clock,
        )(reply.hint === undefined ? reply.message : `${reply.message}\n${reply.hint}`);
        return { state: signal.aborted ? 'cancelled' : 'failed', error: reply, artifacts: [], reports: [] };
      } finally {
        marks.remove(mark);
      }
    },
  };
}

async function runStep(
  work: StepWork,
  signal: AbortSignal,
  mark: string,
  options: StepRunnerOptions,
): Promise<StepOutcome> {
  const { clock } = options;
  const { definition, name } = work.planned;
  const folders = await makeFolders(options.folder, work.runId);
  const end = await runCommand({
    argv: argvOf(definition.run),
    folder: await folderInside(work.workspace, definition.directory ?? '.'),
    env: stepEnvironment(work, { engine: options.environment, passOn: options.passOn ?? [], folders }),
    mark,
    clean: maskSecrets([]),
    onLine: (stream, text) => work.log.write({ atMs: clock.nowMs(), stream, text }),
    timeoutMs: durationMs(definition.timeout),
    graceMs: options.graceMs ?? GRACE_MS,
    signal,
  });
  const say = sayTo(work, clock);
  if (end.leftCount > 0) say(`${end.leftCount} processes that the step had left were ended`);
  const error = whyFailed(name, end, definition.timeout);
  if (error !== undefined) say(error.message);
  return {
    state: end.by === 'cancel' ? 'cancelled' : error === undefined ? 'passed' : 'failed',
    exitCode: end.exitCode,
    signal: end.signal,
    error,
    artifacts: [],
    reports: [],
  };
}

/** A script stops at its first command that fails. */
export function argvOf(command: string | readonly string[]): readonly string[] {
  return typeof command === 'string' ? ['/bin/sh', '-e', '-c', command] : command;
}

async function makeFolders(folder: string, runId: string) {
  const folders = {
    home: join(folder, 'runs', runId, 'home'),
    temporary: join(folder, 'runs', runId, 'tmp'),
  };
  await mkdir(folders.home, { recursive: true, mode: 0o700 });
  await mkdir(folders.temporary, { recursive: true, mode: 0o700 });
  return folders;
}

/** Also through links a step does not begin outside of its workspace. */
async function folderInside(workspace: string, directory: string): Promise<string> {
  const root = await realpath(workspace);
  const folder = await realpath(join(root, directory)).catch(() => undefined);
  if (folder !== undefined && `${folder}/`.startsWith(`${root}/`)) return folder;
  throw deployerError('STEP_FAILED', `there is no directory ${directory} in the repository`);
}

/** Lines of the engine's own in the log of a step. */
function sayTo(work: StepWork, clock: Clock): (text: string) => void {
  return (text) => {
    for (const line of text.split('\n'))
      work.log.write({ atMs: clock.nowMs(), stream: 'engine', text: line });
  };
}
