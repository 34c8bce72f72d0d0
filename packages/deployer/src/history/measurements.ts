import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { type Measurement, type ToolReport, toolReportSchema } from '@oremill/types';
import { z } from 'zod';
import type { Change } from '../change/read-diff.ts';
import type { State } from '../state/open-state.ts';

/** What is kept of a run beside its figures: what moved them, and what other gates would have said. */
export interface RunDetails {
  readonly reports: ToolReport[];
  readonly change?: Change | undefined;
  /** Run of the nearest ancestor that was measured. */
  readonly baseRunId?: string | undefined;
}

/** Compressed; of a project whose reports are larger, less is kept. */
const BYTES_MAX = 4 * 1024 * 1024;
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;
/** Lines of coverage that are kept one by one. */
const LINES_MAX = 4_000_000;

const range = z.tuple([z.number(), z.number()]);
const packedSchema = z.object({
  reports: z.array(toolReportSchema),
  change: z
    .object({
      from: z.string(),
      lines: z.array(z.tuple([z.string(), z.array(range)])),
      renames: z.array(z.tuple([z.string(), z.string()])),
    })
    .optional(),
  baseRunId: z.string().optional(),
});

/** For the table of measurements: made before the transaction in which it is kept. */
export async function packDetails(details: RunDetails): Promise<Buffer> {
  const lines = details.reports.reduce((sum, report) => sum + linesIn(report), 0);
  const whole = lines > LINES_MAX ? undefined : await compress(details);
  if (whole !== undefined) return whole;
  const { baseRunId } = details;
  // Without lines of coverage, sizes and tests that have passed; else without any report.
  const short = await compress({ reports: details.reports.map(shortened), baseRunId });
  return short ?? ((await compress({ reports: [], baseRunId })) as Buffer);
}

/** Nothing of a run that is too old, or was not measured. */
export async function loadDetails(state: State, runId: string): Promise<RunDetails | undefined> {
  const row = await state
    .selectFrom('measurements')
    .select('details')
    .where('runId', '=', runId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const bytes = await promisify(zstdDecompress)(row.details, { maxOutputLength: UNPACKED_BYTES_MAX });
  const { change, ...rest } = packedSchema.parse(JSON.parse(bytes.toString()));
  if (change === undefined) return rest;
  return {
    ...rest,
    change: { from: change.from, lines: new Map(change.lines), renames: new Map(change.renames) },
  };
}

async function compress({ change, ...rest }: RunDetails): Promise<Buffer | undefined> {
  const plain = change && { from: change.from, lines: [...change.lines], renames: [...change.renames] };
  const text = Buffer.from(JSON.stringify({ ...rest, change: plain }));
  if (text.length > UNPACKED_BYTES_MAX) return undefined;
  const packed = await promisify(zstdCompress)(text);
  return packed.length > BYTES_MAX ? undefined : packed;
}

function linesIn(report: ToolReport): number {
  if (report.kind !== 'coverage') return 0;
  return report.files.reduce((sum, { lines }) => sum + lines.total, 0);
}

function shortened(report: ToolReport): ToolReport {
  switch (report.kind) {
    case 'tests':
      return { ...report, cases: report.cases.filter(({ outcome }) => outcome !== 'passed') };
    case 'coverage':
      return {
        ...report,
        files: report.files.map((file) => ({ ...file, missedLines: [], coveredLines: [] })),
      };
    case 'size':
      return { ...report, files: [] };
    case 'findings':
    case 'duplication':
      return report;
  }
}

/** A run of one of these commits, and its figures. */
export interface MeasuredRun extends Pick<Measurement, 'metrics'> {
  readonly id: string;
  readonly commit: string;
}

/**
 * The run of the first of these commits that has all the figures that are wanted; else of the first that has any. Of runs
 * of one commit one that passed goes before others, then the last.
 */
export async function firstMeasured(
  state: State,
  repositoryId: string,
  commits: readonly string[],
  wanted: readonly string[],
): Promise<MeasuredRun | undefined> {
  const rows = await state
    .selectFrom('runs')
    .select(['id', 'commit', 'metrics', 'state', 'ordinal'])
    .where('repositoryId', '=', repositoryId)
    .where('commit', 'in', commits)
    .where('metrics', 'is not', null)
    .orderBy('ordinal', 'desc')
    .execute();
  const places = new Map(commits.map((commit, index) => [commit, index]));
  const placeOf = (row: (typeof rows)[number]) =>
    2 * (places.get(row.commit) ?? commits.length) + (row.state === 'passed' ? 0 : 1);
  const nearest = rows
    .map(({ metrics, ...row }) => ({ ...row, metrics: metrics ?? {} }))
    .toSorted((one, other) => placeOf(one) - placeOf(other));
  const has = (metric: string) => (row: MeasuredRun) => row.metrics[metric] !== undefined;
  return (
    nearest.find((row) => wanted.every((metric) => has(metric)(row))) ??
    nearest.find((row) => wanted.some((metric) => has(metric)(row)))
  );
}
