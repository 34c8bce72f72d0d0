import type { RunTrigger, TriggeredRun } from '@oremill/types';
import { branchOfRef, type Push, type RequestRun } from './push.ts';

/** Asks for runs of pushes, in their order. */
export async function requestAll(
  requestRun: RequestRun,
  repository: string,
  pushes: readonly Push[],
  trigger: RunTrigger,
): Promise<TriggeredRun[]> {
  const runs: TriggeredRun[] = [];
  for (const { ref, commit, subject, author } of pushes) {
    const branch = branchOfRef(ref);
    if (branch === undefined) continue;
    const { run, isNew } = await requestRun({ repository, branch, commit, subject, author, trigger });
    runs.push({ id: run.id, number: run.number, branch: run.branch, commit: run.commit, isNew });
  }
  return runs;
}
