import { deployerError, type ToolReport } from '@oremill/types';
import { HitsOfFiles, type LineHits } from './line-hits.ts';
import { linesOf } from './lines-of.ts';
import type { ReportSource } from './report-source.ts';

/** LCOV's tracefile (geninfo(1)): records of a file, from SF to end_of_record, a fact a line. */
export async function readLcov(source: ReportSource): Promise<ToolReport> {
  const files = new HitsOfFiles();
  let open: LineHits | undefined;
  let number = 0;
  const invalid = (reason: string) =>
    deployerError('REPORT_INVALID', `${source.name}:${number}: ${reason}`, {
      hint: 'The tool that writes it may have been stopped: look at its output.',
    });
  const count = (text: string | undefined): number => {
    const value = Number(text);
    if (text && value >= 0) return value;
    throw invalid(`${text ?? 'nothing'} where a number is to be`);
  };
  const read = (line: string): void => {
    number += 1;
    if (line === 'end_of_record') {
      open = undefined;
      return;
    }
    const colon = line.indexOf(':');
    const fact = line.slice(0, colon);
    if (fact !== 'SF' && fact !== 'DA' && fact !== 'BRDA') return;
    const rest = line.slice(colon + 1);
    if (fact === 'SF') {
      open = files.of(source.fileOf(rest));
      return;
    }
    if (open === undefined) throw invalid(`${fact} comes before SF`);
    const [at, ...parts] = rest.split(',');
    const place = count(at);
    // gcov tells of line 0 where it does not know which.
    if (fact === 'DA' && place > 0) open.addLine(place, count(parts[0]));
    if (fact === 'BRDA') {
      const taken = parts.at(-1) ?? '';
      // A dash: what leads to the branch was never run.
      open.addBranch(rest.slice(0, rest.length - taken.length), taken !== '-' && count(taken) > 0);
    }
  };
  for await (const lines of linesOf(source)) for (const line of lines) read(line);
  if (open !== undefined) throw invalid('it ends within a record');
  return { kind: 'coverage', format: 'lcov', files: await files.all() };
}
