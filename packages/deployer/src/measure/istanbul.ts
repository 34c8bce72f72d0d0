import type { ToolReport } from '@oremill/types';
import { z } from 'zod';
import { HitsOfFiles } from './line-hits.ts';
import { readJson } from './read-json.ts';
import type { ReportSource } from './report-source.ts';

const hits = z.number().nonnegative();
const fileSchema = z.object({
  path: z.string(),
  statementMap: z.record(z.string(), z.object({ start: z.object({ line: z.number().int().positive() }) })),
  s: z.record(z.string(), hits),
  b: z.record(z.string(), z.array(hits)),
});
const coverageSchema = z.record(z.string(), fileSchema);

/** Istanbul's `coverage-final.json`: a line counts as often as the statement that was run most among those that begin in it. */
export async function readIstanbul(source: ReportSource): Promise<ToolReport> {
  const files = new HitsOfFiles();
  for (const { path, statementMap, s, b } of Object.values(await readJson(source, coverageSchema))) {
    const file = files.of(source.fileOf(path));
    for (const [id, { start }] of Object.entries(statementMap)) file.addLine(start.line, s[id] ?? 0);
    for (const [id, taken] of Object.entries(b)) {
      for (const [branch, count] of taken.entries()) file.addBranch(`${id}:${branch}`, count > 0);
    }
  }
  return { kind: 'coverage', format: 'istanbul', files: await files.all() };
}
