import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { benches } from '../../bench/benches.ts';
import type { Contender } from '../../bench/harness/bench.ts';
import { expectContent, type PairsContent } from '../../bench/harness/content.ts';
import { judgeTargets } from '../../bench/harness/judge-targets.ts';
import { measureWork } from '../../bench/harness/measure-work.ts';
import { startOurServer } from '../../bench/harness/our-server.ts';
import { peer } from '../../bench/harness/peers.ts';
import { findPrograms } from '../../bench/harness/programs.ts';
import { pipeInto, redisContent, startRedis, writeCommands } from '../../bench/harness/redis.ts';
import { describeResult } from '../../bench/harness/report.ts';
import { runBench } from '../../bench/harness/run-bench.ts';
import { noRedis } from '../cluster/redis-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'kv-benches-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const programs = findPrograms(join(homedir(), '.cache/oremill/bench'));
for (const { missing } of Object.values(programs))
  if (missing !== undefined) console.log(`no peer: ${missing}`);

test.for(benches.map((bench) => [bench.name, bench] as const))(
  '%s: all that can be had come to the same contents, and each target is judged',
  async ([name, bench]) => {
    const size = bench.sizes.small;
    const results = await runBench(bench, { size, programs, rounds: name === 'cluster' ? 1 : 0 });
    for (const { contenders } of results) {
      for (const { missing, measurements } of contenders)
        expect(measurements).toHaveLength(missing === undefined ? 1 : 0);
    }
    const judged = results.flatMap(judgeTargets);
    expect(judged.length).toBeGreaterThan(0);
    const isComplete = results.every(({ contenders }) => contenders.every(({ missing }) => !missing));
    if (isComplete) expect(judged.filter(({ reached }) => reached === undefined)).toEqual([]);
    const options = { command: 'test', size, isLarge: false, rounds: 0, versions: [], loads: [] };
    expect(describeResult(bench, results, options)).toContain('small size');
  },
);

const lines = Array.from({ length: 2000 }, (_, index) => `key-${index}\tvalue ${index}`);
/** As long as the right one, and in the sample. */
const changed = lines.with(20, 'key-20\tvalue 02');

function write(name: string, all: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, all.map((line) => `${line}\n`).join(''));
  return path;
}

function compare(...contenders: Contender[]) {
  return measureWork(
    { name: 'loading', figures: [{ name: 'time', unit: 's', better: 'less' }], contenders, targets: [] },
    { rounds: 0, onStep: () => undefined },
  );
}

test.for(['sparse', 'threads', 'map'] as const)(
  'a peer that has another value ends a bench: %s',
  async (which, { skip }) => {
    if (which !== 'map') skip(programs[which].missing !== undefined, programs[which].missing);
    const file = write('right.tsv', lines);
    const expected = expectContent(file, lines.length, folder);
    const loader = (name: string, path: string) =>
      peer(name, which, { programs, file: path, expected, figures: ({ seconds }) => ({ time: seconds }) });
    const right = loader('right', file);
    expect((await compare(right)).content).toEqual(expected.content);
    await expect(compare(right, loader('wrong', write('wrong.tsv', changed)))).rejects.toThrow(
      /^loading: wrong has/,
    );
    await expect(compare(right, loader('short', write('short.tsv', lines.slice(1))))).rejects.toThrow(
      /^loading: short has \{"pairs":1999,/,
    );
  },
);

test.skipIf(noRedis !== undefined)('what servers have is told by themselves, wrong values too', async () => {
  const file = write('right.tsv', lines);
  const expected = expectContent(file, lines.length, folder);
  const redis = await startRedis(join(folder, 'redis'));
  const server = await startOurServer({ folder: join(folder, 'ours'), kind: 'live' });
  try {
    const { keys, keysPath, content } = expected;
    const contents = async () => [
      await redisContent(redis, keys),
      await server.ask<PairsContent>({ do: 'content', keysPath }),
    ];
    writeCommands(file, `${file}.resp`);
    for (const { port } of [redis, server]) await pipeInto(port, `${file}.resp`);
    expect(await contents()).toEqual([content, content]);
    for (const { connection } of [redis, server]) await connection.command('SET', 'key-20', 'value 02');
    const [theirs, ours] = await contents();
    expect(theirs).toEqual({ ...content, sample: theirs?.sample });
    expect(theirs?.sample).not.toBe(content.sample);
    expect(ours).toEqual(theirs);
  } finally {
    await server.close();
    await redis.kill();
  }
});
