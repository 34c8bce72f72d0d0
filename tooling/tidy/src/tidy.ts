// `node tooling/tidy/src/tidy.ts [--tighten]`: the rules of the house that neither compiler nor linter knows.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTree, formatProblem } from './check-tree.ts';
import { type Baseline, tighten } from './rules/lengths.ts';
import { readTree } from './tree.ts';

const root = join(import.meta.dirname, '../../..');
const baselineFile = join(import.meta.dirname, '../file-lengths.json');

const files = readTree(root);
let baseline = JSON.parse(readFileSync(baselineFile, 'utf8')) as Baseline;
if (process.argv.includes('--tighten')) {
  baseline = tighten(files, baseline);
  writeFileSync(baselineFile, `${JSON.stringify(baseline, null, 2)}\n`);
}
const problems = checkTree(files, baseline);
for (const problem of problems) console.log(formatProblem(problem));
console.log(`tidy: ${files.length} files, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
