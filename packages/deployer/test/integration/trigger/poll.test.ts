import { renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import type { AddRepository } from '@oremill/types';
import { expect, test } from 'vitest';
import { listRepositories } from '../../../src/trigger/list-repositories.ts';
import { lookNow, type PollWorld, startLooks } from '../../../src/trigger/poll.ts';
import { addRepository, changeRepository, getRepository } from '../../../src/trigger/repositories.ts';
import { makeRepository } from '../../workspace/repository.ts';
import { ann, type Place, START_MS, usePlace } from './place.ts';

const place = usePlace(() => [tmpdir()]);
const MINUTE_MS = 60_000;

function add(url: string, change: Partial<AddRepository> = {}) {
  const repository = { name: 'app', url, targetBranch: 'main', pollMs: MINUTE_MS, ...change };
  return addRepository(place(), repository, ann);
}

/** How many repositories were due, when all of them were looked at. */
async function lookAtDue(world: PollWorld, max: number): Promise<number> {
  return (await Promise.all(await startLooks(world, max))).length;
}

/** As if so long had passed, with a little for chance. */
function later({ clock }: Place, minutes: number): void {
  clock.advance(minutes * MINUTE_MS * 1.2);
}

test('the first look runs the target branch alone; later ones what has changed', async () => {
  const source = makeRepository();
  const first = source.commit({ a: '1' });
  source.git('branch', 'old');
  source.git('tag', 'v1');
  await add(source.folder);
  expect(await lookAtDue(place(), 8)).toBe(1);
  expect(await place().runs('app')).toEqual([{ branch: 'main', commit: first, state: 'queued' }]);

  expect(await lookAtDue(place(), 8)).toBe(0);
  source.git('checkout', '--quiet', '-b', 'new');
  const second = source.commit({ a: '2' });
  source.git('tag', '--annotate', '--message', 'two', 'v2');
  source.git('branch', '--delete', '--force', 'old');
  later(place(), 1);
  expect(await lookAtDue(place(), 8)).toBe(1);
  expect((await place().runs('app')).slice(1)).toEqual([
    { branch: 'new', commit: second, state: 'queued' },
    { branch: 'refs/tags/v2', commit: second, state: 'queued' },
  ]);

  // A branch that comes back where it was is new.
  source.git('branch', 'old', first);
  expect((await lookNow(place(), 'app')).runs).toMatchObject([{ branch: 'old', commit: first, isNew: true }]);
  expect(await lookNow(place(), 'app')).toEqual({
    runs: [],
    ignored: 'nothing has changed since the last look',
  });
});

test('a repository without commits is looked at, and its first commit is a change', async () => {
  const source = makeRepository();
  await add(source.folder);
  expect((await lookNow(place(), 'app')).runs).toEqual([]);
  const commit = source.commit({ a: '1' });
  expect((await lookNow(place(), 'app')).runs).toMatchObject([{ branch: 'main', commit }]);
});

test('one that is gone is looked at ever less often, and as before when it is back', async () => {
  const source = makeRepository();
  source.commit({ a: '1' });
  await add(source.folder);
  await lookAtDue(place(), 8);
  const away = `${source.folder}-away`;
  renameSync(source.folder, away);
  const waits: number[] = [];
  for (let look = 1; look <= 9; look += 1) {
    const { nextLookAt } = await getRepository(place().state, 'app');
    place().clock.advance(Date.parse(nextLookAt ?? '') - place().clock.nowMs());
    expect(await lookAtDue(place(), 8)).toBe(1);
    const after = await getRepository(place().state, 'app');
    expect(after.lookFailures).toBe(look);
    waits.push((Date.parse(after.nextLookAt ?? '') - place().clock.nowMs()) / MINUTE_MS);
  }
  expect(waits.map((minutes, index) => minutes / Math.min(2 ** (index + 1), 60))).toEqual(
    waits.map(() => expect.closeTo(1, 0)),
  );
  expect((await getRepository(place().state, 'app')).lookError).toEqual({
    code: 'REPOSITORY_INVALID',
    message: `there is no repository at ${source.folder}`,
    hint: expect.any(String),
  });

  renameSync(away, source.folder);
  const commit = source.commit({ a: '2' });
  later(place(), 60);
  await lookAtDue(place(), 8);
  const { lookFailures, lookError, lookedAt } = await getRepository(place().state, 'app');
  expect([lookFailures, lookError]).toEqual([0, undefined]);
  expect(Date.parse(lookedAt ?? '')).toBe(place().clock.nowMs());
  expect((await place().runs('app')).at(-1)).toMatchObject({ commit });
});

test('one that takes the connection and says nothing is given up, and git with it', async () => {
  const server = createServer();
  const closed = new Promise<void>((resolve) => {
    server.on('connection', (socket) =>
      socket
        .resume()
        .on('error', () => {})
        .on('close', () => resolve()),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await add(`git://127.0.0.1:${port}/silent.git`);
  await expect(lookNow({ ...place(), timeoutMs: 300 }, 'app')).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message: `git://127.0.0.1:${port}/silent.git has not answered within 0.3 s`,
  });
  // The process that held the connection is no more.
  await closed;
  server.close();
});

test('two engines do not look at the same one, and a look that an engine was lost in is done later', async () => {
  const sources = [1, 2, 3, 4, 5, 6].map(() => makeRepository());
  for (const [index, source] of sources.entries()) {
    source.commit({ a: '1' });
    await add(source.folder, { name: `app-${index}` });
  }
  const looks = await Promise.all([1, 2, 3].map(() => lookAtDue(place(), 2)));
  expect(looks.reduce((sum, count) => sum + count)).toBe(6);
  for (const index of sources.keys()) expect(await place().runs(`app-${index}`)).toHaveLength(1);

  later(place(), 1);
  const lost = { ...place(), requestRun: () => new Promise<never>(() => {}) };
  sources[0]?.commit({ a: '2' });
  void lookAtDue(lost, 6);
  await expect.poll(() => lookAtDue(place(), 6)).toBe(0);
  later(place(), 1);
  await lookAtDue(place(), 6);
  expect(await place().runs('app-0')).toHaveLength(2);
});

test('a change that could not be asked for is asked for at the next look', async () => {
  const source = makeRepository();
  source.commit({ a: '1' });
  await add(source.folder);
  const failing = { ...place(), requestRun: () => Promise.reject(new Error('the database went away')) };
  await expect(lookNow(failing, 'app')).rejects.toThrow('went away');
  expect((await lookNow(place(), 'app')).runs).toHaveLength(1);
});

test('another address makes the next look a first one; what is not polled is looked at when asked', async () => {
  const [one, other] = [makeRepository(), makeRepository()];
  one.commit({ a: '1' });
  const commit = other.commit({ a: '2' });
  other.git('branch', 'side');
  await add(one.folder, { pollMs: null });
  expect(await lookAtDue(place(), 8)).toBe(0);
  await lookNow(place(), 'app');
  await changeRepository(place(), 'app', { url: other.folder }, ann);
  expect((await lookNow(place(), 'app')).runs).toMatchObject([{ branch: 'main', commit }]);
  expect((await getRepository(place().state, 'app')).nextLookAt).toBeUndefined();
  expect(place().clock.nowMs()).toBe(START_MS);
});

test('a list tells of each repository the newest run of its target branch that has come to an end', async () => {
  const source = makeRepository();
  source.commit({ a: '1' });
  await add(source.folder);
  await lookNow(place(), 'app');
  expect((await listRepositories(place().state))[0]?.lastRun).toBeUndefined();
  const finishedAt = new Date(START_MS);
  const { id } = await place()
    .state.updateTable('runs')
    .set({ state: 'failed', finishedAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  source.commit({ a: '2' });
  await lookNow(place(), 'app');
  const lastRun = { id, number: 1, state: 'failed', finishedAt: finishedAt.toISOString() };
  expect((await listRepositories(place().state)).map((repository) => repository.lastRun)).toEqual([lastRun]);
});
