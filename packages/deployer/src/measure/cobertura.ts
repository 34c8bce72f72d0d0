import { isAbsolute, join } from 'node:path';
import { deployerError, type ToolReport } from '@oremill/types';
import { HitsOfFiles, type LineHits } from './line-hits.ts';
import { readXml } from './read-xml.ts';
import type { ReportSource } from './report-source.ts';

/** Cobertura's XML, which coverage.py and many others write: lines of classes; several classes may be in one file. */
export async function readCobertura(source: ReportSource): Promise<ToolReport> {
  const files = new HitsOfFiles();
  const roots: string[] = [];
  let open: LineHits | undefined;
  let inMethods = 0;
  await readXml(source, {
    begin({ name, attributes }) {
      if (name === 'class') open = files.of(fileOf(attributes.filename ?? '', roots, source));
      // Lines of methods are told again among those of their class.
      if (name === 'methods') inMethods += 1;
      if (name === 'line' && open !== undefined && inMethods === 0) addLine(open, attributes, source.name);
    },
    end({ name }, text) {
      if (name === 'source' && text.trim() !== '') roots.push(text.trim());
      if (name === 'methods') inMethods -= 1;
      if (name === 'class') open = undefined;
    },
  });
  return { kind: 'coverage', format: 'cobertura', files: await files.all() };
}

/** Names are relative to the first of its sources. */
function fileOf(name: string, [root]: readonly string[], source: ReportSource): string {
  return source.fileOf(root === undefined || isAbsolute(name) ? name : join(root, name));
}

function addLine(hits: LineHits, attributes: Readonly<Record<string, string>>, report: string): void {
  const line = Number(attributes.number);
  const count = Number(attributes.hits);
  if (!Number.isInteger(line) || line < 1 || !(count >= 0)) {
    throw deployerError(
      'REPORT_INVALID',
      `${report}: a line has number ${attributes.number} and hits ${attributes.hits}`,
    );
  }
  hits.addLine(line, count);
  const [, taken, total] = /\((\d+)\/(\d+)\)/.exec(attributes['condition-coverage'] ?? '') ?? [];
  for (let branch = 0; branch < Number(total ?? 0); branch += 1) {
    hits.addBranch(`${line}:${branch}`, branch < Number(taken));
  }
}
