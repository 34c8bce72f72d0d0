import { AppError, deployerError, type ErrorReply, type ToolReport, toErrorReply } from '@oremill/types';
import { storable } from '../history/storable.ts';
import { readReport } from '../measure/read-report.ts';

/** What a step has reported. */
export interface ReportFile {
  /** Whole. */
  readonly path: string;
  /** From the root of the repository, where it was when its step ended; the path says it unless given. */
  readonly name?: string | undefined;
  /** Where the step ran, from the root of the repository. */
  readonly directory?: string | undefined;
}

/** Of all reports of a run: 300 000 findings keep the engine for 2 s at a time, and its leases last for 3 s. */
const ITEMS_MAX = 250_000;

/** All that can be read, and why the first of the others cannot. */
export async function readReports(
  files: readonly ReportFile[],
  workspace: string,
): Promise<{
  reports: ToolReport[];
  error: ErrorReply | undefined;
}> {
  const reports: ToolReport[] = [];
  let error: ErrorReply | undefined;
  let items = 0;
  for (const { path, name, directory } of files) {
    try {
      const report = await readReport(path, { root: workspace, name, directory });
      items += itemsIn(report);
      if (items > ITEMS_MAX) {
        throw deployerError(
          'REPORT_TOO_LARGE',
          `${name ?? path}: the reports have more than ${ITEMS_MAX} tests, findings and duplications`,
          { hint: 'Have the tool look at less, or report less: nobody reads so many.' },
        );
      }
      reports.push(report);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      error ??= storable(toErrorReply(cause));
    }
  }
  return { reports, error };
}

function itemsIn(report: ToolReport): number {
  if (report.kind === 'tests') return report.cases.length;
  if (report.kind === 'findings') return report.findings.length;
  return report.kind === 'duplication' ? report.duplications.length : 0;
}
