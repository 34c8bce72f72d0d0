import { AppError, formatDuration, mapreduceError, mapreduceErrors } from '@oremill/types';
import { WorkerExit } from '../runner/task-lost.ts';
import type { ProcessEnd } from './child-process.ts';
import type { Heard } from './heard.ts';
import { showCommand } from './show-command.ts';

export interface EndedProcess {
  readonly argv: readonly string[];
  /** What it was run for: `mapper of step 1`. */
  readonly role: string;
  readonly end: ProcessEnd;
  readonly heard: Heard;
}

const KILLED = 128;

/** The error of a program that failed: its own words if it is a task of ours, else its command and what it said last. */
export function processFailed({ argv, role, end, heard }: EndedProcess): AppError {
  const { error, hint, code } = heard.failure;
  if (error !== undefined && code !== undefined) {
    const status = Object.entries(mapreduceErrors).find(([name]) => name === code)?.[1].status ?? 500;
    return new AppError(code, error, { status, ...(hint === undefined ? {} : { hint }) });
  }
  const command = showCommand(argv);
  const said = heard.lastLines.length === 0 ? '' : `; it said last: ${heard.lastLines.join(' | ')}`;
  if (end.quietMs !== undefined) {
    return mapreduceError(
      'TASK_HUNG',
      `the ${role} has stood still for ${formatDuration(end.quietMs)}: ${command}${said}`,
      {
        hint: 'Look for a loop that does not end, or raise the limit taskMsMax if one record may take so long.',
      },
    );
  }
  const cause = new WorkerExit(end.code ?? KILLED);
  if (end.killedBy !== null) {
    return mapreduceError('WORKER_LOST', `the ${role} was killed by ${end.killedBy}: ${command}${said}`, {
      hint: 'Look for who has killed it: the kernel does when memory runs out.',
      cause,
    });
  }
  const ended =
    end.code === 0 ? 'ended before its task had, with exit code 0' : `ended with exit code ${end.code}`;
  return mapreduceError('TASK_FAILED', `the ${role} ${ended}: ${command}${said}`, {
    hint: 'Run the program by itself on a few lines. A program that has done its work ends with 0.',
    cause,
  });
}

/** The error of a program that is not there; any other error as it is. */
export function cannotStart(error: unknown, role: string): unknown {
  if (!(error instanceof Error && 'program' in error && 'code' in error)) return error;
  const { program, code } = error;
  return mapreduceError(
    'COMMAND_MISSING',
    `${String(program)}, the ${role}, cannot be started (${String(code)})`,
    {
      hint: 'Install it, put it on PATH, or declare it under the files of the job and name it as ./name.',
      cause: error,
    },
  );
}
