import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CodeFinding, Duplication, ToolReport } from '@oremill/types';
import { textOf } from '../measure/count-lines.ts';

const DIGEST_CHARACTERS = 16;

/** Says of findings and duplications what the code is that they are of, so that they are known again where it has moved. */
export async function addContext(
  reports: readonly ToolReport[],
  root: string,
  files: readonly string[],
): Promise<ToolReport[]> {
  const known = new Set(files);
  // Findings of a file come together: one is kept.
  let last: { readonly file: string; readonly lines: readonly string[] } | undefined;
  const linesOf = async (file: string): Promise<readonly string[]> => {
    if (last?.file !== file) {
      last = { file, lines: known.has(file) ? await readLines(join(root, file)) : [] };
    }
    return last.lines;
  };
  const changed: ToolReport[] = [];
  for (const report of reports) {
    if (report.kind === 'findings') {
      const findings = await inTurn(report.findings, (one) => withContext(one, linesOf));
      changed.push({ ...report, findings });
    } else if (report.kind === 'duplication') {
      const duplications = await inTurn(report.duplications, (one) => withCode(one, linesOf));
      changed.push({ ...report, duplications });
    } else changed.push(report);
  }
  return changed;
}

type LinesOf = (file: string) => Promise<readonly string[]>;

/** Spaces say nothing: a line that was only indented is the same. */
async function readLines(path: string): Promise<string[]> {
  const text = (await textOf(path)) ?? '';
  return text.split(/\r\n|\n|\r/).map((line) => line.trim().replaceAll(/\s+/g, ' '));
}

async function withContext(finding: CodeFinding, linesOf: LinesOf): Promise<CodeFinding> {
  const { file, line } = finding.place ?? {};
  if (file === undefined || line === undefined) return finding;
  const lines = await linesOf(file);
  const own = lines[line - 1];
  if (own === undefined) return finding;
  const before = neighbourOf(lines, line - 1, -1);
  const after = neighbourOf(lines, line - 1, 1);
  return { ...finding, context: { line: digestOf([own]), around: digestOf([before, own, after]) } };
}

/** The next line on that side that has anything on it. */
function neighbourOf(lines: readonly string[], index: number, step: 1 | -1): string {
  for (let at = index + step; at >= 0 && at < lines.length; at += step) {
    if (lines[at] !== '') return lines[at] ?? '';
  }
  return '';
}

async function withCode(duplication: Duplication, linesOf: LinesOf): Promise<Duplication> {
  const [first] = duplication.places;
  if (first?.line === undefined) return duplication;
  const code = (await linesOf(first.file)).slice(first.line - 1, first.line - 1 + duplication.lines);
  return code.length === 0 ? duplication : { ...duplication, context: digestOf(code) };
}

function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, DIGEST_CHARACTERS);
}

/** One after the other: each may read a file. */
async function inTurn<Item>(items: readonly Item[], change: (item: Item) => Promise<Item>): Promise<Item[]> {
  const changed: Item[] = [];
  for (const item of items) changed.push(await change(item));
  return changed;
}
