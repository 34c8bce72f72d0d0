import { deployerError } from '@oremill/types';
import { sql } from 'kysely';
import type { State } from '../state/open-state.ts';
import { tellChange, tellEngines } from './notices.ts';

/** An engine's right to do a run: nobody else has it until its time is over, and it is over once the fence has grown. */
export interface Claim {
  readonly runId: string;
  readonly fence: string;
  readonly leaseMs: number;
  /** Who has cancelled the run while no engine did it. */
  readonly cancelledBy?: string | undefined;
}

/**
 * The next run in the order of commits that nobody does: one that is queued, or whose engine has let its time pass.
 * Engines that ask at the same moment get different ones.
 */
export async function claimRun(state: State, owner: string, leaseMs: number): Promise<Claim | undefined> {
  return state.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; fence: string; cancelledBy: string | null }>`
      UPDATE deployer.runs
      SET state = 'running', started_at = coalesce(started_at, clock_timestamp()),
        lease_owner = ${owner}, lease_until = ${leaseEnd(leaseMs)}, fence = fence + 1
      WHERE id = (
        SELECT id FROM deployer.runs
        WHERE state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp())
        ORDER BY ordinal LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      RETURNING id, fence, cancelled_by`.execute(tx);
    const [row] = rows;
    if (row === undefined) return undefined;
    await tellChange(tx, row.id);
    return { runId: row.id, fence: row.fence, leaseMs, cancelledBy: row.cancelledBy ?? undefined };
  });
}

/** Who has cancelled the run, if somebody has. Throws LEASE_LOST. */
export async function renewClaim(state: State, claim: Claim): Promise<string | undefined> {
  const row = await state
    .updateTable('runs')
    .set({ leaseUntil: leaseEnd(claim.leaseMs) })
    .where('id', '=', claim.runId)
    .where('fence', '=', claim.fence)
    .where('state', '=', 'running')
    .returning('cancelledBy')
    .executeTakeFirst();
  if (row === undefined) throw leaseLost(claim);
  return row.cancelledBy ?? undefined;
}

/** Lets another engine, or this one restarted, go on at once. */
export async function releaseClaim(state: State, claim: Claim): Promise<void> {
  await state.transaction().execute(async (tx) => {
    await tx
      .updateTable('runs')
      .set({ leaseUntil: leaseEnd(-1), leaseOwner: null })
      .where('id', '=', claim.runId)
      .where('fence', '=', claim.fence)
      .where('state', '=', 'running')
      .execute();
    await tellEngines(tx, claim.runId);
  });
}

/** Writes something of a run, or nothing where another engine has taken it over: LEASE_LOST. */
export async function writeFenced(
  state: State,
  claim: Claim,
  write: (tx: State) => Promise<void>,
): Promise<void> {
  await state.transaction().execute(async (tx) => {
    // This locks the row: until the end of the transaction nobody can claim the run.
    const mine = await tx
      .updateTable('runs')
      .set({ leaseUntil: leaseEnd(claim.leaseMs) })
      .where('id', '=', claim.runId)
      .where('fence', '=', claim.fence)
      .returning('id')
      .executeTakeFirst();
    if (mine === undefined) throw leaseLost(claim);
    await write(tx);
    await tellChange(tx, claim.runId);
  });
}

/** By the database's clock, which all engines share. */
function leaseEnd(leaseMs: number) {
  return sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
}

function leaseLost({ runId }: Claim) {
  return deployerError('LEASE_LOST', `another engine has taken over run ${runId}`);
}
