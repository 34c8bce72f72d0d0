import { drawTable } from '@oremill/runtime/cli';
import { formatDuration, type Run, type RunStep } from '@oremill/types';
import { drawVerdict } from './draw-verdict.ts';

/** One line for each run. */
export function drawRuns(runs: readonly Run[]): string {
  const rows = runs.map((run) => [
    nameOf(run),
    run.state,
    run.branch,
    run.commit.slice(0, 12),
    run.subject,
    tookOf(run),
    run.createdAt,
    run.trigger.by,
  ]);
  return drawTable(['run', 'state', 'branch', 'commit', 'subject', 'took', 'asked at', 'by'], rows);
}

/** As people say it: `shop#12`. */
export function nameOf({ number, repository }: Run): string {
  return `${repository}#${number}`;
}

/** A run with its steps, and why it came out so. */
export function drawRun(run: Run): string {
  const { approvedBy, author, branch, cancelledBy, commit, error, id, state, subject, trigger, verdict } =
    run;
  const facts = [
    `${nameOf(run)} (${id}) ${state}`,
    `${commit.slice(0, 12)} on ${branch}: ${subject}${author === '' ? '' : `, by ${author}`}`,
    `asked for by ${trigger.by} (${trigger.kind})${trigger.reason === undefined ? '' : `: ${trigger.reason}`}`,
    ...(run.rerunOf === undefined ? [] : [`again after ${run.rerunOf}`]),
    ...(approvedBy === undefined ? [] : [`approved by ${approvedBy}`]),
    ...(cancelledBy === undefined ? [] : [`cancelled by ${cancelledBy}`]),
    ...(run.supersededBy === undefined ? [] : [`superseded by ${run.supersededBy}`]),
    ...(error === undefined ? [] : [`error: ${error.message}`]),
    ...(error?.hint === undefined ? [] : [`hint:  ${error.hint}`]),
  ];
  const steps = run.steps.map((step) => [
    step.name,
    step.state,
    step.attempt > 1 ? `attempt ${step.attempt}` : '',
    tookOf(step),
    step.artifacts.map(({ name }) => name).join(', '),
    step.reason ?? step.error?.message.split('\n')[0] ?? '',
  ]);
  return [
    ...facts,
    ...(steps.length === 0 ? [] : [drawTable(['step', 'state', '', 'took', 'artifacts', 'why'], steps)]),
    ...(verdict === undefined || verdict.gates.length === 0 ? [] : [drawVerdict(verdict)]),
  ].join('\n');
}

function tookOf({ finishedAt, startedAt }: Pick<Run | RunStep, 'startedAt' | 'finishedAt'>): string {
  if (startedAt === undefined || finishedAt === undefined) return '';
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}
