import { renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { beforeEach, expect, test } from 'vitest';
import { addRepository } from '../../../src/trigger/repositories.ts';
import { keepSchedule, nextTime, startDue } from '../../../src/trigger/schedule.ts';
import { makeRepository, type TestRepository } from '../../workspace/repository.ts';
import { ann, START_MS, usePlace } from './place.ts';

const place = usePlace(() => [tmpdir()]);
const HOUR_MS = 3_600_000;
const nightly = { cron: '0 3 * * *', branch: 'main' };
let source: TestRepository;
let id: string;
let commit: string;

beforeEach(async () => {
  source = makeRepository();
  commit = source.commit({ a: '1' });
  const repository = { name: 'app', url: source.folder, targetBranch: 'main', pollMs: null };
  ({ id } = await addRepository(place(), repository, ann));
});

async function times() {
  const rows = await place().state.selectFrom('schedules').selectAll().orderBy('cron').execute();
  return rows.map(({ cron, nextAt }) => [cron, nextAt.toISOString()]);
}

test('times are UTC', () => {
  expect(nextTime('30 3 * * 1', START_MS)?.toISOString()).toBe('2026-11-30T03:30:00.000Z');
  expect(nextTime('0 0 30 2 *', START_MS)).toBeUndefined();
});

test('a run is started when it is due, also of a commit that has had its run, and then at the next time', async () => {
  await keepSchedule(place(), id, [nightly]);
  expect([await startDue(place()), await place().runs('app')]).toEqual([0, []]);
  place().clock.advance(3 * HOUR_MS);
  expect(await startDue(place())).toBe(1);
  expect(await startDue(place())).toBe(0);
  expect(await times()).toEqual([['0 3 * * *', '2026-11-25T03:00:00.000Z']]);
  place().clock.advance(24 * HOUR_MS);
  await startDue(place());
  const run = { branch: 'main', commit, state: 'queued' };
  expect(await place().runs('app')).toEqual([run, run]);
  const row = await place().state.selectFrom('runs').selectAll().executeTakeFirstOrThrow();
  expect(row.trigger).toMatchObject({ kind: 'schedule', reason: '0 3 * * *' });
});

test('times that were missed are one run when somebody is back, whichever engine it is', async () => {
  await keepSchedule(place(), id, [nightly]);
  place().clock.advance(10 * 24 * HOUR_MS + 4 * HOUR_MS);
  const counts = await Promise.all([1, 2, 3].map(() => startDue(place())));
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  expect(await place().runs('app')).toHaveLength(1);
  expect(await times()).toEqual([['0 3 * * *', '2026-12-05T03:00:00.000Z']]);
});

test('a pipeline that says other times changes them, and puts off none that stays', async () => {
  await keepSchedule(place(), id, [nightly, { cron: '0 4 * * *', branch: 'main' }]);
  place().clock.advance(3.5 * HOUR_MS);
  await keepSchedule(place(), id, [nightly, { cron: '0 5 * * *', branch: 'main' }]);
  expect(await times()).toEqual([
    ['0 3 * * *', '2026-11-24T03:00:00.000Z'],
    ['0 5 * * *', '2026-11-24T05:00:00.000Z'],
  ]);
  await keepSchedule(place(), id, []);
  expect(await times()).toEqual([]);
});

test('a repository that does not answer is tried again, and a branch that is gone is left out', async () => {
  await keepSchedule(place(), id, [nightly, { cron: '0 3 * * *', branch: 'gone' }]);
  place().clock.advance(3 * HOUR_MS);
  renameSync(source.folder, `${source.folder}-away`);
  expect([await startDue(place()), await place().runs('app')]).toEqual([2, []]);
  renameSync(`${source.folder}-away`, source.folder);
  place().clock.advance(60_000);
  expect(await startDue(place())).toBe(2);
  expect(await place().runs('app')).toEqual([{ branch: 'main', commit, state: 'queued' }]);
});
