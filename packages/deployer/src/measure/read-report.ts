import { open } from 'node:fs/promises';
import { deployerError, type ToolReport, type ToolReportFormat } from '@oremill/types';
import { readCheckstyle } from './checkstyle.ts';
import { readCobertura } from './cobertura.ts';
import { readCpd } from './cpd.ts';
import { detectFormat } from './detect-format.ts';
import { readIstanbul } from './istanbul.ts';
import { readJunit } from './junit.ts';
import { readLcov } from './lcov.ts';
import { readPylint } from './pylint.ts';
import { type OpenReportOptions, openReport, type ReportSource } from './report-source.ts';
import { readSarif } from './sarif.ts';

/** Formats of files; sizes are counted, not read. */
export type FileFormat = Exclude<ToolReportFormat, 'lines'>;

const READERS: Readonly<Record<FileFormat, (source: ReportSource) => Promise<ToolReport>>> = {
  junit: readJunit,
  cobertura: readCobertura,
  lcov: readLcov,
  istanbul: readIstanbul,
  sarif: readSarif,
  checkstyle: readCheckstyle,
  pylint: readPylint,
  cpd: readCpd,
};
export const FORMATS = Object.keys(READERS) as FileFormat[];

const HEAD_BYTES = 64 * 1024;

export interface ReadReportOptions extends OpenReportOptions {
  /** Told by the beginning of the file unless given. */
  readonly format?: FileFormat | undefined;
}

/**
 * Reads a report of any of these formats, from front to back. Throws REPORT_MISSING, REPORT_UNKNOWN, REPORT_TOO_LARGE, and
 * REPORT_INVALID with the place in the file.
 */
export async function readReport(path: string, options: ReadReportOptions = {}): Promise<ToolReport> {
  const source = await openReport(path, options);
  const format = options.format ?? detectFormat(await headOf(path));
  if (format !== undefined && format !== 'lines') return READERS[format](source);
  throw deployerError('REPORT_UNKNOWN', `${path} is a report of no format that is known`, {
    hint: `There are: ${FORMATS.join(', ')}. Name it where it is one of these, and begins in another way.`,
  });
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString();
  } finally {
    await file.close();
  }
}
