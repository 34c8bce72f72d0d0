import { mapreduceError, type Runner } from '@oremill/types';
import type { JobDefinition } from '../job/define-job.ts';
import { commandOf } from './command.ts';

/** Throws JOB_INVALID when the job has programs as parts and the runner cannot run them. */
export function checkRunner(job: JobDefinition, runner: Runner): void {
  for (const [index, { mapper, shuffle }] of job.steps.entries()) {
    const parts = { mapper, combiner: shuffle?.combiner, reducer: shuffle?.reducer };
    for (const [name, part] of Object.entries(parts)) {
      const argv = commandOf(part);
      if (argv === undefined || runner === 'streaming') continue;
      throw mapreduceError(
        'JOB_INVALID',
        `the ${name} of step ${index + 1} of job ${job.name} is a program, ${argv[0]}, which the ${runner} runner cannot run`,
        { hint: 'Run it with: mapreduce run … --runner streaming' },
      );
    }
    if (commandOf(mapper) !== undefined && shuffle?.partitioner === 'range') {
      throw mapreduceError(
        'JOB_INVALID',
        `the mapper of step ${index + 1} of job ${job.name} is a program, whose keys cannot be sampled for ranges`,
        {
          hint: 'Partition by hash, or sort in a step of its own.',
        },
      );
    }
  }
}
