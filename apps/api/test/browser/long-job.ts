import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '@oremill/types';
import { client } from '../integration/platform.ts';
import type { AdminSession } from './admin-session.ts';

const MIB = 2 ** 20;

/** Looks at each place in a line once for each place before it, so that a line takes the square of its length. */
const PATTERN = '^.*.*!';

export interface LongJob {
  /** Map tasks: the input has a MiB for each. */
  readonly tasks: number;
  /** A task takes about half a millisecond for each character of a line. */
  readonly lineLength: number;
}

/**
 * Starts a job that lasts, by its one worker, also where the machine is fast: there is time to look at it and to stop
 * it. It finds a line in each MiB.
 * @returns its id
 */
export async function startLongJob(
  { inputs, address, data }: AdminSession,
  { tasks, lineLength }: LongJob,
): Promise<string> {
  const path = join(inputs, `long-${tasks}-${lineLength}.txt`);
  const line = `${'x'.repeat(lineLength - 1)}\n`;
  const mebibyte = `!\n${line.repeat(MIB / lineLength)}`;
  writeFileSync(path, mebibyte.repeat(tasks).slice(0, tasks * MIB));
  const { status, reply } = await client(address, data)<Execution>('POST', '/mapreduce/executions', {
    job: 'grep',
    input: { path },
    options: { pattern: PATTERN },
    workers: 1,
  });
  if (status !== 202) throw new Error(`the long job was refused: ${JSON.stringify(reply)}`);
  return reply.id;
}
