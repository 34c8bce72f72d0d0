import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import { writeFileAtomic } from '@oremill/runtime';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import {
  bestSchema,
  deployerError,
  type GateVerdict,
  gatesFileSchema,
  measurementSchema,
  type Verdict,
} from '@oremill/types';
import type { z } from 'zod';
import { judge, raiseBest } from '../gate/judge.ts';
import { measure, REPORTS_HELP, showMetric } from './measure-command.ts';

const EXIT_FAILED = 1;

export const gateCommand = new Command('gate')
  .description('tell whether the figures of a commit are good enough; exit 1: they are not')
  .argument('<report...>', REPORTS_HELP)
  .requiredOption('--gates <file>', 'JSON: {"gates": [{"metric": "tests.failed", "atMost": 0}, …]}')
  .option('--base <file>', 'what measure --json has told of the commit that this one started from')
  .option('--best <file>', 'JSON with the best values so far, for gates against the best')
  .option('--raise', 'write better values to the file of --best, where the verdict is good')
  .option('--root <folder>', 'of the repository: files are named from there', '.')
  .option('--commit <id>', 'that is judged')
  .option('--json', 'print the verdict as JSON')
  .action(async (patterns, { base, best, commit, gates: gatesFile, json, raise, root }) => {
    const { gates } = await readAs(gatesFile, gatesFileSchema);
    const before = best !== undefined && existsSync(best) ? await readAs(best, bestSchema) : {};
    const now = await measure(patterns, { root, commit });
    const verdict = judge({
      gates,
      now,
      base: base === undefined ? undefined : await readAs(base, measurementSchema),
      best: before,
    });
    if (json) printJson(verdict);
    else print(drawVerdict(verdict));
    if (verdict.outcome === 'failed') process.exitCode = EXIT_FAILED;
    else if (raise && best !== undefined) {
      writeFileAtomic(best, `${JSON.stringify(raiseBest(gates, before, now), null, 2)}\n`, 0o644);
      say(`the best values so far are in ${best}`);
    }
  });

async function readAs<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw deployerError('GATES_INVALID', `${path} cannot be read: ${reason}`, { cause });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path.join('.');
  throw deployerError('GATES_INVALID', `${path}: ${at ? `${at}: ` : ''}${issue?.message}`, {
    hint: 'A gate is {"metric", "atMost"}, {"metric", "atLeast"} or {"metric", "against": "base" or "best", "tolerance"}.',
  });
}

const WORDS: Readonly<Record<GateVerdict['state'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  'no-value': 'FAILED: no report tells it',
  'no-baseline': 'nothing to compare with yet',
  'no-change': 'no such line was touched',
};

function drawVerdict({ outcome, gates }: Verdict): string {
  const rows = gates.map((gate) => [
    gate.metric,
    gate.value === undefined ? '–' : showMetric(gate.metric, gate.value),
    gate.limit === undefined
      ? '–'
      : `${gate.isMoreBetter ? '≥' : '≤'} ${showMetric(gate.metric, gate.limit)}`,
    baselineOf(gate),
    WORDS[gate.state],
  ]);
  const reasons = gates.flatMap(({ metric, movedBy, toPass }) => [
    ...(movedBy.length > 0 ? [`${metric}: ${movedBy.join(', ')}`] : []),
    ...(toPass === undefined ? [] : [`  to pass: ${toPass}`]),
  ]);
  return [drawTable(['figure', 'value', 'to be', 'compared with', 'state'], rows), ...reasons, outcome].join(
    '\n',
  );
}

function baselineOf({ metric, baseline }: GateVerdict): string {
  if (baseline === undefined) return '';
  const { of, value, commit } = baseline;
  return `${of} ${showMetric(metric, value)}${commit === undefined ? '' : ` of ${commit.slice(0, 12)}`}`;
}
