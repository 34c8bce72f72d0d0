import { mapreduceError } from '@oremill/types';
import type { Config } from '../config.ts';
import { type JobDefinition, pairsOf } from '../job/define-job.ts';

/** Throws OPTION_INVALID or JOB_INVALID when a job's parts are no lines and what is asked for needs lines. */
export function checkPairs(job: JobDefinition, { runner, compression }: Partial<Config>): void {
  if (pairsOf(job) === undefined) return;
  if (compression !== undefined && compression !== 'none') {
    throw mapreduceError(
      'OPTION_INVALID',
      `the parts of job ${job.name} are ${job.encoding}s, which ${compression} would make unreadable`,
      { hint: 'Leave out --compress: the output compresses its values itself, if the job says so.' },
    );
  }
  if (runner === 'streaming') {
    throw mapreduceError(
      'JOB_INVALID',
      `tasks of Hadoop Streaming give lines, and the reducers of job ${job.name} write a ${job.encoding}`,
      { hint: 'Run it with --runner threads; or let its output be a table, and load that.' },
    );
  }
}
