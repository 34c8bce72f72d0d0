import { manualClock, seededRandom } from '@oremill/runtime';
import type { RunTrigger } from '@oremill/types';
import { expect, test } from 'vitest';
import { listChanges } from '../../../src/access/changes.ts';
import { approveRun, cancelRun, rerun } from '../../../src/engine/change-run.ts';
import { claimRun } from '../../../src/engine/claim.ts';
import { listRuns, readRun } from '../../../src/engine/read-runs.ts';
import { type RunRequest, requestRun } from '../../../src/engine/request-run.ts';
import { useWorld } from '../world.ts';
import { addRepository, commitOf } from './parts.ts';

const world = useWorld();
const clock = manualClock(Date.UTC(2026, 0, 1));
const random = seededRandom(1);
const person = { name: 'ann', role: 'operator' } as const;
const push: RunTrigger = { kind: 'webhook', by: 'forge', fromFork: false };

async function repository(name: string) {
  const { state } = world();
  await addRepository(state, world().makeFolder(), name, { steps: { test: { run: 'true' } } });
  const engine = { state, clock, random };
  const ask = async (number: number, more: Partial<RunRequest> = {}) => {
    clock.advance(1);
    const { run, isNew } = await requestRun(engine, {
      repository: name,
      branch: 'main',
      commit: commitOf(number),
      trigger: push,
      ...more,
    });
    return { ...run, isNew };
  };
  const stateOf = async (id: string) => (await readRun(state, id)).state;
  return { engine, ask, stateOf };
}

test('the same commit asked for twice, also at the same time, is one run', async () => {
  const { ask } = await repository('twice');
  const asked = await Promise.all([1, 1, 1, 1].map((number) => ask(number)));
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  expect(asked.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(asked[0]).toMatchObject({ number: 1, state: 'queued', repository: 'twice', steps: [] });
  expect(await ask(1, { branch: 'next' })).toMatchObject({ isNew: true, number: 2 });
  await expect(ask(1, { repository: 'nowhere' })).rejects.toMatchObject({ code: 'REPOSITORY_MISSING' });
});

test('a newer commit supersedes those of its branch that wait, and never one in flight', async () => {
  const { ask, engine, stateOf } = await repository('newer');
  const first = await ask(1);
  // Runs of the tests before wait as well.
  for (let claim = await claimRun(engine.state, 'me', 60_000); claim; ) {
    if (claim.runId === first.id) break;
    claim = await claimRun(engine.state, 'me', 60_000);
  }
  const second = await ask(2);
  const other = await ask(2, { branch: 'next' });
  const third = await ask(3);
  expect(await stateOf(first.id)).toBe('running');
  expect(await readRun(engine.state, second.id)).toMatchObject({
    state: 'superseded',
    supersededBy: third.id,
  });
  expect(await stateOf(other.id)).toBe('queued');
  // A message that comes late changes nothing while the newer one waits.
  expect(await ask(2)).toMatchObject({ id: second.id, isNew: false });
  // The branch was set back to a commit that never had its turn.
  await cancelRun(engine, third.id, person);
  expect(await ask(2)).toMatchObject({ isNew: true, state: 'queued' });
});

test('what is asked for again supersedes nothing, and is not superseded', async () => {
  const { ask, stateOf } = await repository('again');
  const waiting = await ask(1);
  const again = await ask(1, { isAgain: true, trigger: { ...push, kind: 'person', reason: 'to be sure' } });
  expect(again.isNew).toBe(true);
  expect(await stateOf(waiting.id)).toBe('queued');
  await ask(2);
  expect([await stateOf(waiting.id), await stateOf(again.id)]).toEqual(['superseded', 'queued']);
});

test('a change from a fork is held until somebody approves it', async () => {
  const { ask, engine } = await repository('fork');
  const held = await ask(1, { trigger: { ...push, fromFork: true } });
  expect(held.state).toBe('held');
  expect(await approveRun(engine, held.id, person)).toMatchObject({ state: 'queued', approvedBy: 'ann' });
  await expect(approveRun(engine, held.id, person)).rejects.toMatchObject({ code: 'RUN_STATE' });
});

test('a run that waits is cancelled at once, and only once', async () => {
  const { ask, engine } = await repository('cancel');
  const { id } = await ask(1);
  await expect(rerun(engine, id, {}, person)).rejects.toMatchObject({ code: 'RUN_STATE' });
  expect(await cancelRun(engine, id, person)).toMatchObject({ state: 'cancelled', cancelledBy: 'ann' });
  await expect(cancelRun(engine, id, person)).rejects.toMatchObject({ code: 'RUN_STATE' });
  expect(await rerun(engine, id, { reason: 'by mistake' }, person)).toMatchObject({
    state: 'queued',
    rerunOf: id,
    trigger: { kind: 'rerun', by: 'ann', reason: 'by mistake' },
  });
  const { items } = await listChanges(engine.state, { limit: 9, actor: 'ann' });
  expect(items.slice(0, 2)).toMatchObject([
    { action: 'run.requested', details: { kind: 'rerun', rerunOf: id } },
    { action: 'run.cancelled', subject: id },
  ]);
});

test('runs are listed newest first, in pages, by what is asked', async () => {
  const { ask, engine } = await repository('list');
  const made = [];
  for (let number = 1; number <= 5; number += 1) {
    made.unshift(await ask(number, { branch: `b${number % 2}`, subject: `100% of ${number}` }));
  }
  const ids = made.map(({ id }) => id);
  const first = await listRuns(engine.state, { repository: 'list', limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const rest = await listRuns(engine.state, { repository: 'list', limit: 9, cursor: first.nextCursor });
  expect(rest.items.map(({ id }) => id)).toEqual(ids.slice(2));
  expect(rest.nextCursor).toBeUndefined();
  const count = async (filter: object) =>
    (await listRuns(engine.state, { repository: 'list', limit: 9, ...filter })).items.length;
  expect(await count({ state: 'superseded' })).toBe(3);
  expect(await count({ branch: 'b0' })).toBe(2);
  expect(await count({ commit: commitOf(3) })).toBe(1);
  expect(await count({ text: '0% OF 3' })).toBe(1);
  expect(await count({ text: '0_ of' })).toBe(0);
});

test('engines that look at the same time get different runs, in the order of the commits', async () => {
  const { ask, engine } = await repository('claims');
  const { state } = engine;
  // What the tests before have left.
  while (await claimRun(state, 'me', 60_000));
  const ids = [];
  for (let number = 1; number <= 6; number += 1) ids.push((await ask(number, { branch: `b${number}` })).id);
  const claims = await Promise.all(ids.map(() => claimRun(state, 'one', 60_000)));
  expect(new Set(claims.map((claim) => claim?.runId))).toEqual(new Set(ids));
  expect(await claimRun(state, 'one', 60_000)).toBeUndefined();
});

test('what a stranger has put into a subject is stored without what screens and databases do not take', async () => {
  const { ask } = await repository('odd-subject');
  expect(await ask(1, { subject: 'a\0b\u001b]0;c\u0007', author: 'x\ny' })).toMatchObject({
    subject: 'a b ]0;c ',
    author: 'x y',
  });
});
