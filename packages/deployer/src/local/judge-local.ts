import { relative } from 'node:path';
import {
  AppError,
  type Best,
  type ErrorReply,
  type Gate,
  type Measurement,
  type Metrics,
  type PlannedStep,
  type ToolReport,
  toErrorReply,
  type Verdict,
} from '@oremill/types';
import { addContext } from '../change/add-context.ts';
import { nameFiles } from '../change/name-files.ts';
import type { Change } from '../change/read-diff.ts';
import { judge } from '../gate/judge.ts';
import { countLines } from '../measure/count-lines.ts';
import { metricsOf } from '../measure/metrics.ts';
import { readReport } from '../measure/read-report.ts';
import type { LocalStep } from './run-local.ts';

export interface JudgeLocalOptions {
  readonly folder: string;
  /** Of the repository, as git names them. */
  readonly files: readonly string[];
  readonly gates: readonly Gate[];
  readonly planned: readonly PlannedStep[];
  readonly steps: readonly LocalStep[];
  readonly seconds: number;
  /** Some steps were left out: gates of what these would have measured are not judged. */
  readonly isPart: boolean;
  readonly base?: Measurement | undefined;
  readonly best?: Best | undefined;
  /** Lines that the working tree has touched since it left the target branch. */
  readonly change?: Change | undefined;
}

export interface LocalJudgement {
  readonly metrics: Metrics;
  readonly verdict: Verdict;
  /** A report that cannot be read. */
  readonly error?: ErrorReply | undefined;
}

/** Measures what steps have reported, as an engine does, and judges it by what it is given to compare with. */
export async function judgeLocal(options: JudgeLocalOptions): Promise<LocalJudgement> {
  const { base, best, change, files, folder, isPart, seconds, steps } = options;
  const { error, reports: read } = await readAll(options);
  const reports = [
    ...(await addContext(nameFiles(read, files), folder, files)),
    await countLines(folder, files),
  ];
  const durations = steps.flatMap((step) =>
    step.seconds === undefined ? [] : [[`steps.${step.name}.seconds`, step.seconds] as const],
  );
  const metrics = { ...metricsOf(reports), 'run.seconds': seconds, ...Object.fromEntries(durations) };
  const gates = options.gates.filter(({ metric }) => !isPart || metric in metrics);
  return { metrics, verdict: judge({ gates, now: { metrics, reports }, base, best, change }), error };
}

/** All that can be read, and why the first of the others cannot. */
async function readAll({ folder, planned, steps }: JudgeLocalOptions) {
  const reports: ToolReport[] = [];
  let error: ErrorReply | undefined;
  for (const { name, outcome } of steps) {
    const directory = planned.find((step) => step.name === name)?.definition.directory;
    for (const path of outcome?.reports ?? []) {
      try {
        reports.push(await readReport(path, { root: folder, name: relative(folder, path), directory }));
      } catch (cause) {
        if (!(cause instanceof AppError)) throw cause;
        error ??= toErrorReply(cause);
      }
    }
  }
  return { reports, error };
}
