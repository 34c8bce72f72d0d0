import type { Metrics } from '@oremill/types';
import type { State } from '../state/open-state.ts';

/** How long a run took until now, and each of its steps, as figures: `run.seconds`, `steps.test.seconds`. */
export async function durationsOf(state: State, runId: string, nowMs: number): Promise<Metrics> {
  const run = await state.selectFrom('runs').select('startedAt').where('id', '=', runId).executeTakeFirst();
  const steps = await state
    .selectFrom('steps')
    .select(['name', 'startedAt', 'finishedAt'])
    .where('runId', '=', runId)
    .orderBy('position')
    .execute();
  const ended = steps.flatMap(({ name, startedAt, finishedAt }) =>
    startedAt === null || finishedAt === null
      ? []
      : [[`steps.${name}.seconds`, (finishedAt.getTime() - startedAt.getTime()) / 1000] as const],
  );
  return {
    ...(run?.startedAt ? { 'run.seconds': (nowMs - run.startedAt.getTime()) / 1000 } : {}),
    ...Object.fromEntries(ended),
  };
}
