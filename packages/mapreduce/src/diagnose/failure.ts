import { type Finding, formatCount, formatDuration } from '@oremill/types';
import type { Facts } from './facts.ts';

/** Why an execution did not succeed, what it had done by then, and how to go on. */
export function explainFailure({ execution, tasks }: Facts): Finding[] {
  const { state, error, progress } = execution;
  if (state === 'running' || state === 'succeeded') return [];
  const done = `By then ${formatCount(progress.records)} records were read and ${tasks.length === 1 ? 'one task' : `${formatCount(tasks.length)} tasks`} finished, in ${formatDuration(progress.elapsedMs)}.`;
  if (state === 'interrupted') {
    return [
      {
        level: 'error',
        title: 'Its process ended without a word',
        detail: `Killed, out of memory, or the machine lost power, while it was in step ${progress.step}, phase ${progress.phase}. ${done}`,
        hint: `Go on from the finished tasks: mapreduce resume ${execution.output}`,
      },
    ];
  }
  if (state === 'stopped') {
    return [
      {
        level: 'info',
        title: 'It was stopped',
        detail: `In step ${progress.step}, phase ${progress.phase}. ${done}`,
        hint: `Go on with: mapreduce resume ${execution.output}. Give up with: mapreduce discard ${execution.output}`,
      },
    ];
  }
  const hint = [error?.hint, error && NEXT_STEPS[error.code]].filter((part) => part !== undefined).join(' ');
  return [
    {
      level: 'error',
      title: (error && TITLES[error.code]) ?? 'It failed',
      detail: `${error?.message ?? 'No reason is kept'}. ${done}`,
      ...(hint === '' ? {} : { hint }),
    },
  ];
}

const TITLES: Record<string, string> = {
  TASK_FAILED: 'The job’s own code threw',
  TASK_HUNG: 'A task stood still',
  WORKER_LOST: 'A worker died',
  SKIP_LIMIT: 'Too many records were skipped',
  SPILL_CORRUPT: 'The disk gave back other bytes than were written',
  DISK_FULL: 'The disk is full',
  INPUT_UNREADABLE: 'An input could not be read',
  JOB_INVALID: 'The job is not one that can be run',
};

/** What the error's own hint, which knows nothing of what is kept, does not say. */
const NEXT_STEPS: Record<string, string> = {
  TASK_FAILED: 'Try it on few records with: mapreduce test JOB --input …',
  TASK_HUNG:
    'The message names the record: put it into a file of its own, and run the job on it with --task-timeout 10s.',
  WORKER_LOST: 'Run it with --runner inline to have it in a debugger.',
  SPILL_CORRUPT: 'Check the disk, or choose an output on another one.',
};
