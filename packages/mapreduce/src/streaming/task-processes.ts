import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownModule } from '@oremill/runtime/worker';
import { AppError } from '@oremill/types';
import type { JobDefinition } from '../job/define-job.ts';
import type { StepDefinition } from '../job/step.ts';
import type { TaskPlan } from '../runner/run-task.ts';
import { type ProcessSpec, runProcess } from './child-process.ts';
import { commandOf } from './command.ts';
import type { HadoopNames } from './hadoop-names.ts';
import { Heard } from './heard.ts';
import { OPTIONS } from './main.ts';
import { cannotStart, processFailed } from './process-failed.ts';
import { ENDED, partOf, type StreamingPhase } from './run-streaming-task.ts';

/** What the processes of an execution share. */
export interface StreamingContext {
  readonly job: JobDefinition;
  readonly jobModule: URL;
  readonly plan: TaskPlan;
  /** Options of the job as they were given. */
  readonly givenOptions: Readonly<Record<string, unknown>>;
  /** Working folder of all tasks: the job's files lie in it under their names. */
  readonly folder: string;
  readonly workers: number;
  /** For a process of ours, and for a sort. */
  readonly memoryBytes: number;
  readonly signal: AbortSignal;
  readonly onStatus: (words: string) => void;
}

export interface PhaseProcess {
  readonly step: number;
  readonly phase: StreamingPhase;
  readonly names: HadoopNames;
  readonly stdin: ProcessSpec['stdin'];
  readonly onStdout: (bytes: Buffer) => void;
  /** Of a map task of ours. */
  readonly skippedPath?: string | undefined;
  /** Called whenever the process has said something. */
  readonly onHeard?: (heard: Heard) => void;
}

const ENTRY = fileURLToPath(ownModule('./task-entry', import.meta.url));
const MIB = 2 ** 20;

/** Runs one phase of a step as a process. Rejects with an AppError that names the command. */
export async function runPhase(context: StreamingContext, task: PhaseProcess): Promise<Heard> {
  const { job, givenOptions, folder, plan, signal, onStatus } = context;
  const { step, phase, names, stdin, onStdout, onHeard } = task;
  const command = commandOf(partOf(job.steps[step] as StepDefinition, phase));
  const argv = command ?? ownCommand(context, task);
  const role = `${ROLES[phase]} of step ${step + 1}`;
  // What a job prints is talk.
  const heard = new Heard(onStatus, (line) => process.stderr.write(`${line}\n`));
  const options = command === undefined ? { [OPTIONS]: JSON.stringify(givenOptions) } : {};
  const env = { ...process.env, ...names, ...options };
  const onStderr = (line: string) => {
    heard.hear(line);
    onHeard?.(heard);
  };
  const quietMsMax = plan.limits.taskMsMax;
  const spec = { argv, cwd: folder, env, stdin, onStdout, onStderr, quietMsMax, signal };
  const end = await attempt(spec, role);
  const isDone = end.code === 0 && (command !== undefined || heard.engine(ENDED) > 0);
  if (!isDone || end.quietMs !== undefined) throw processFailed({ argv, role, end, heard });
  return heard;
}

/** Sorts files of lines by their first field, and by the rest if asked, with the `sort` of this machine. */
export async function sortLines(
  { folder, plan, workers, memoryBytes, signal }: StreamingContext,
  paths: readonly string[],
  sortValues: boolean,
  target: string,
): Promise<void> {
  const argv: readonly [string, ...string[]] = [
    'sort',
    '--stable',
    '--field-separator=\t',
    '--key=1,1',
    ...(sortValues ? ['--key=2'] : []),
    `--parallel=${workers}`,
    `--buffer-size=${Math.ceil(memoryBytes / 1024)}K`,
    `--temporary-directory=${plan.paths.spills}`,
    `--output=${target}`,
    '--files0-from=-',
  ];
  const role = 'sort between the phases';
  const heard = new Heard(
    () => {},
    () => {},
  );
  const end = await attempt(
    {
      argv,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
      stdin: once(Buffer.from(paths.map((path) => `${path}\0`).join(''))),
      onStdout: () => {},
      onStderr: (line) => heard.hear(line),
      // It says nothing, however long it takes.
      quietMsMax: undefined,
      signal,
    },
    role,
  );
  if (end.code !== 0) throw processFailed({ argv, role, end, heard });
}

const ROLES = { map: 'mapper', combine: 'combiner', reduce: 'reducer' } as const;

function ownCommand(
  { jobModule, memoryBytes }: StreamingContext,
  { step, phase, skippedPath }: PhaseProcess,
): [string, ...string[]] {
  return [
    process.execPath,
    `--max-old-space-size=${Math.ceil(memoryBytes / MIB)}`,
    ENTRY,
    '--job',
    jobModule.href,
    '--step',
    String(step),
    '--phase',
    phase,
    ...(skippedPath === undefined ? [] : ['--skipped', skippedPath]),
  ];
}

async function attempt(spec: ProcessSpec, role: string) {
  try {
    return await runProcess(spec);
  } catch (error) {
    throw error instanceof AppError ? error : cannotStart(error, role);
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Where a task keeps what it makes, named after the step and the task. */
export function taskPath({ plan }: StreamingContext, kind: string, step: number, index: number): string {
  return join(plan.paths.spills, `${kind}-${step + 1}-${String(index).padStart(6, '0')}`);
}

/** Names the execution, for tasks that ask Hadoop for it. */
export function jobIdOf({ plan }: StreamingContext, step: number): string {
  const name = basename(plan.paths.output).replace(/\W/g, '-');
  return `job_${name}_${String(step + 1).padStart(4, '0')}`;
}
