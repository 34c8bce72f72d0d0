import type { Clock } from '@oremill/runtime';
import type { Triggers as PipelineTriggers } from '@oremill/types';
import { Cron } from 'croner';
import type { State } from '../state/open-state.ts';
import { listRefs } from './list-refs.ts';
import { refOfBranch } from './push.ts';
import { checkUrl } from './repository-url.ts';
import type { TriggersWorld } from './triggers.ts';

/** After a time that could not be kept, since the repository did not answer. */
const AGAIN_MS = 60_000;

/**
 * Keeps what the pipeline of the target branch says of times. Those that it said before go on as they were, so that a
 * push shortly before a time does not put it off.
 */
export async function keepSchedule(
  { state, clock }: { readonly state: State; readonly clock: Clock },
  repositoryId: string,
  schedule: PipelineTriggers['schedule'],
): Promise<void> {
  const nowMs = clock.nowMs();
  const rows = schedule.flatMap(({ cron, branch }) => {
    const nextAt = nextTime(cron, nowMs);
    return nextAt === undefined ? [] : [{ repositoryId, cron, branch, nextAt }];
  });
  await state.transaction().execute(async (tx) => {
    const kept = new Set(rows.map(({ cron, branch }) => `${cron}\n${branch}`));
    const before = await tx
      .selectFrom('schedules')
      .selectAll()
      .where('repositoryId', '=', repositoryId)
      .execute();
    for (const { cron, branch } of before.filter((row) => !kept.has(`${row.cron}\n${row.branch}`))) {
      await tx
        .deleteFrom('schedules')
        .where('repositoryId', '=', repositoryId)
        .where('cron', '=', cron)
        .where('branch', '=', branch)
        .execute();
    }
    for (const row of rows) {
      await tx
        .insertInto('schedules')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

/** UTC, after `nowMs`; undefined: never. */
export function nextTime(cron: string, nowMs: number): Date | undefined {
  return (
    new Cron(cron, { timezone: 'UTC', mode: '5-part', paused: true }).nextRun(new Date(nowMs)) ?? undefined
  );
}

/**
 * Starts what is due: one run, however many times have passed while nobody was there. The engine that takes it puts it
 * off first, so that no other does the same; should it be lost, another does it then. Returns how many were due.
 */
export async function startDue(world: TriggersWorld): Promise<number> {
  const due = await claimDue(world);
  for (const row of due) await startOne(world, row);
  return due.length;
}

interface DueRow {
  readonly repositoryId: string;
  readonly name: string;
  readonly url: string;
  readonly cron: string;
  readonly branch: string;
}

async function claimDue({ state, clock, timeoutMs }: TriggersWorld): Promise<DueRow[]> {
  const nowMs = clock.nowMs();
  return state.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('schedules')
      .innerJoin('repositories', 'repositories.id', 'schedules.repositoryId')
      .select(['repositoryId', 'name', 'url', 'cron', 'branch'])
      .where('nextAt', '<=', new Date(nowMs))
      .orderBy('nextAt')
      .forUpdate('schedules')
      .skipLocked()
      .execute();
    for (const row of due) await putOff(tx, row, new Date(nowMs + 2 * timeoutMs));
    return due;
  });
}

async function startOne(world: TriggersWorld, row: DueRow): Promise<void> {
  const { clock, log, requestRun, roots, state } = world;
  const { branch, cron, name } = row;
  try {
    const commit = (await listRefs({ ...world, url: checkUrl(row.url, roots) })).get(refOfBranch(branch));
    if (commit === undefined)
      log.warn({ repository: name, branch, cron }, 'a branch of the schedule is not there');
    else {
      const trigger = { kind: 'schedule', by: 'schedule', reason: cron, fromFork: false } as const;
      // Also where the commit had its run: what is around it may have changed.
      await requestRun({ repository: name, branch, commit, trigger, isAgain: true });
    }
    await putOff(state, row, nextTime(cron, clock.nowMs()));
  } catch (error) {
    log.warn({ repository: name, branch, cron, err: error }, 'what is due could not be started');
    await putOff(state, row, new Date(clock.nowMs() + AGAIN_MS));
  }
}

async function putOff(state: State, row: DueRow, nextAt: Date | undefined): Promise<void> {
  const { repositoryId, cron, branch } = row;
  if (nextAt === undefined) return;
  await state
    .updateTable('schedules')
    .set({ nextAt })
    .where('repositoryId', '=', repositoryId)
    .where('cron', '=', cron)
    .where('branch', '=', branch)
    .execute();
}
