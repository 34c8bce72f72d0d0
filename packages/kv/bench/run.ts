/**
 * Runs benches: all of them small, or those that are named.
 *
 *   node bench/run.ts                          every bench, small
 *   node bench/run.ts load --large --keep      as published; --keep writes the report below bench/results
 *   node bench/run.ts load --set smallPairs=1000000 --rounds 5
 */
import { homedir, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from './benches.ts';
import type { Bench, Size } from './harness/bench.ts';
import { keepReport } from './harness/keep-report.ts';
import { findPrograms, versionsOf } from './harness/programs.ts';
import { describeResult } from './harness/report.ts';
import { runBench } from './harness/run-bench.ts';

// pnpm hands on the two dashes that its caller wrote in front of a bench's name.
const words = process.argv.slice(2).filter((word) => word !== '--');
const { values, positionals } = parseArgs({
  args: words,
  allowPositionals: true,
  options: {
    large: { type: 'boolean', default: false },
    set: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '3' },
    cache: { type: 'string', default: join(homedir(), '.cache/oremill/bench') },
    keep: { type: 'boolean', default: false },
  },
});

const chosen = positionals.length === 0 ? benches : positionals.map(benchNamed);
const programs = findPrograms(values.cache);
for (const bench of chosen) {
  const rounds = Number(values.rounds);
  const size = changed(bench.sizes[values.large ? 'large' : 'small'], values.set);
  const loadBefore = loadavg()[0] ?? 0;
  const results = await runBench(bench, {
    size,
    rounds,
    programs,
    onStep: (step) => process.stderr.write(`${step}\n`),
  });
  const report = describeResult(bench, results, {
    command: ['node bench/run.ts', ...words].join(' '),
    size,
    isLarge: values.large && values.set.length === 0,
    rounds,
    versions: versionsOf(programs),
    loads: [loadBefore, loadavg()[0] ?? 0],
  });
  console.log(report);
  if (values.keep) process.stderr.write(`kept as ${keepReport(bench.name, report)}\n`);
}

function benchNamed(name: string): Bench {
  const bench = benches.find((candidate) => candidate.name === name);
  if (!bench) throw new Error(`no bench is called ${name}: ${benches.map((each) => each.name).join(', ')}`);
  return bench;
}

/** `pairs=1000` instead of what the size has. */
function changed(size: Size, changes: readonly string[]): Size {
  const all = { ...size };
  for (const change of changes) {
    const [name = '', value] = change.split('=');
    if (!(name in size))
      throw new Error(`${name} is no number of this bench: ${Object.keys(size).join(', ')}`);
    all[name] = Number(value);
  }
  return all;
}
