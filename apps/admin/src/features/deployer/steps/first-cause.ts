import type { Run, RunStep } from '@oremill/types';

/** The step to open a run at: the first that failed, else one that runs, else the last that was started. */
export function firstCause({ steps }: Run): RunStep | undefined {
  return (
    firstFailed(steps) ??
    steps.find(({ state }) => state === 'running') ??
    steps
      .filter(({ startedAt }) => startedAt !== undefined)
      .toSorted((a, b) => timeOf(a.startedAt) - timeOf(b.startedAt))
      .at(-1) ??
    steps[0]
  );
}

/** What fails the run comes before what may fail; of several the one that failed first. */
export function firstFailed(steps: readonly RunStep[]): RunStep | undefined {
  return steps
    .filter(({ state }) => state === 'failed')
    .toSorted(
      (a, b) => Number(a.mayFail) - Number(b.mayFail) || timeOf(a.finishedAt) - timeOf(b.finishedAt),
    )[0];
}

function timeOf(at: string | undefined): number {
  return at === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(at);
}
