/**
 * Runs benches: all of them small, or one as it is asked for.
 *
 *   node bench/run.ts                                  every bench, small
 *   node bench/run.ts sort --large --install --keep    as published; --keep writes it below bench/results
 *   node bench/run.ts sort --bytes 64MiB --rounds 5 --only engine --only DuckDB --profile /tmp/profiles
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseBytes } from '@oremill/types';
import { events } from './events.bench.ts';
import type { Bench } from './harness/bench.ts';
import { keepReport } from './harness/keep-report.ts';
import { describeProfiles } from './harness/profiles.ts';
import { describeResult } from './harness/report.ts';
import { type RunOptions, runBench } from './harness/run-bench.ts';
import { scaling } from './scaling.bench.ts';
import { sort } from './sort.bench.ts';
import { tagStatistics } from './tag-statistics.bench.ts';
import { wordCount } from './word-count.bench.ts';

const benches: readonly Bench[] = [tagStatistics, events, sort, wordCount, scaling];

const { values, positionals } = parseArgs({
  // pnpm hands on the two dashes that its caller wrote in front of a bench's name.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  allowPositionals: true,
  options: {
    bytes: { type: 'string' },
    large: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    memory: { type: 'string', default: '512MiB' },
    only: { type: 'string', multiple: true },
    install: { type: 'boolean', default: false },
    cache: { type: 'string', default: join(homedir(), '.cache/oremill/bench') },
    profile: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

const chosen = positionals.length === 0 ? benches : positionals.map(benchNamed);
for (const bench of chosen) {
  const options: RunOptions = {
    sizes: values.bytes?.split(',').map(bytesOf) ?? bench.sizes[values.large ? 'large' : 'small'],
    rounds: Number(values.rounds),
    workers: Number(values.workers),
    memoryBytes: bytesOf(values.memory),
    cache: values.cache,
    mayInstall: values.install,
    ...(values.only === undefined ? {} : { only: values.only }),
    ...(values.profile === undefined ? {} : { profiles: values.profile }),
    onStep: (step) => process.stderr.write(`${step}\n`),
  };
  const result = await runBench(bench, options);
  const command = ['node bench/run.ts', ...process.argv.slice(2).filter((argument) => argument !== '--')];
  const report = describeResult(bench, result, options, command.join(' '));
  console.log(report);
  if (values.profile !== undefined) console.log(describeProfiles(values.profile));
  if (values.keep) keepReport(bench, result, report);
}

function benchNamed(name: string): Bench {
  const bench = benches.find((candidate) => candidate.name === name);
  if (!bench) throw new Error(`no bench is called ${name}: ${benches.map((each) => each.name).join(', ')}`);
  return bench;
}

function bytesOf(text: string): number {
  const bytes = parseBytes(text);
  if (bytes === undefined) throw new Error(`${text} is no size; say 64MiB`);
  return bytes;
}
