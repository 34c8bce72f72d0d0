import { setTimeout } from 'node:timers/promises';
import type { NodeConnection } from '../../src/client/connection.ts';
import { textOf } from '../../src/client/reply.ts';
import type { Content } from './bench.ts';
import { digestValues } from './content.ts';
import { benchmarkKey } from './redis-benchmark.ts';

export interface Running {
  readonly port: number;
  readonly connection: NodeConnection;
}

/** A server and who follows it, if anybody does. */
export interface Pair {
  readonly leader: Running;
  readonly follower?: Running;
}

const SAMPLED = 1000;
const ASK_AGAIN_MS = 5;
let marks = 0;

/** What is written last is on the follower, so all before it is. */
export async function untilMarked({ leader, follower = leader }: Pair): Promise<void> {
  marks += 1;
  const mark = String(marks);
  await leader.connection.command('SET', 'mark', mark);
  while (textOf(await follower.connection.command('GET', 'mark')) !== mark) await setTimeout(ASK_AGAIN_MS);
}

/** Waits for the follower and throws where it has other entries than its leader. Which keys were drawn is up to chance. */
export async function untilSame(pair: Pair, keys = 0): Promise<Content> {
  await untilMarked(pair);
  const { leader, follower = leader } = pair;
  const asked = Array.from({ length: SAMPLED }, (_, index) =>
    benchmarkKey(Math.floor((index * keys) / SAMPLED)),
  );
  const [ours, theirs] = await Promise.all(
    [follower, leader].map(async ({ connection }) => {
      const count = textOf(await connection.command('DBSIZE'));
      return `${count} ${digestValues((await connection.command('MGET', ...asked)) as (Buffer | null)[])}`;
    }),
  );
  if (ours !== theirs) throw new Error(`the follower has ${ours}, its leader ${theirs}`);
  return { isSame: 'yes' };
}
