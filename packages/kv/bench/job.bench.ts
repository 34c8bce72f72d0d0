import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemRandom } from '@oremill/runtime';
import { joinParts, openParts } from '../src/image/open-parts.ts';
import type { Bench, BenchWorld, Contender, Figure } from './harness/bench.ts';
import { type ExpectedContent, expectContent } from './harness/content.ts';
import { runToEnd } from './harness/program.ts';
import { contentOf } from './harness/table-content.ts';
import { jsonPairs } from './samples/json-pairs.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { type PairsFile, writePairs } from './samples/write-pairs.ts';

export const job: Bench = {
  name: 'job',
  question:
    'How soon is what a job makes served, when its reducers write table images, against a table that is loaded?',
  sizes: {
    small: { jsonPairs: 2_000, smallPairs: 20_000 },
    large: { jsonPairs: 212_969, smallPairs: 3_000_000 },
  },
  notes: [
    'A job of two workers reads lines of a key and a value and gives each pair to its output, eight partitions; then `kv publish` in a process of its own. Keys are kept in order.',
    'Processor time is that of both processes, with all their threads.',
  ],
  async run(world) {
    return [
      await measureJob(
        world,
        'JSON pairs',
        writePairs(join(world.folder, 'json'), jsonPairs(world.size.jsonPairs)),
      ),
      await measureJob(
        world,
        'small pairs',
        writePairs(join(world.folder, 'small'), smallPairs(world.size.smallPairs)),
      ),
    ];
  },
};

const SECONDS: Figure = { name: 'time', unit: 's', better: 'less' };
const PROCESSOR: Figure = { name: 'processor', unit: 's', better: 'less' };
const PUBLISH: Figure = { name: 'of it the publish', unit: 's', better: 'less' };
const TABLE = 'a table, which is loaded';
const IMAGES = 'images, which are taken';

function measureJob(world: BenchWorld, name: string, file: PairsFile) {
  const expected = expectContent(file.path, file.pairs, world.folder);
  return world.measure({
    name: `${file.pairs.toLocaleString('en-US')} ${name}, ${(file.bytes / 1e6).toFixed(0)} MB`,
    figures: [SECONDS, PROCESSOR, PUBLISH],
    contenders: [
      publishing(world, { name: TABLE, module: TABLE_JOB, file, expected }),
      publishing(world, { name: IMAGES, module: IMAGES_JOB, file, expected }),
    ],
    targets: [{ kind: 'times', ours: IMAGES, against: TABLE, figure: PUBLISH.name, atLeast: 1.3 }],
  });
}

interface Publishing {
  readonly name: string;
  /** Text of the job. */
  readonly module: string;
  readonly file: PairsFile;
  readonly expected: ExpectedContent;
}

function publishing(world: BenchWorld, { name, module, file, expected }: Publishing): Contender {
  const path = join(world.folder, 'job.ts');
  const output = join(world.folder, 'output');
  const data = join(world.folder, 'data');
  return {
    name,
    async measure() {
      for (const folder of [output, data]) rmSync(folder, { recursive: true, force: true });
      writeFileSync(path, module);
      const options = ['--workers', '2', '--partitions', '8', '--memory', '1GiB'];
      const ran = await timed(data, [
        MAPREDUCE,
        'run',
        path,
        '--input',
        file.path,
        '--output',
        output,
        ...options,
      ]);
      const published = await timed(data, [KV, 'publish', 'pairs', output]);
      const versions = join(data, 'kv', 'pairs', 'versions');
      const parts = await openParts(readdirSync(versions).map((image) => join(versions, image)));
      const table = joinParts(parts, { random: systemRandom });
      const content = contentOf(table, (key) => table.find(key)?.value, expected.keysPath);
      table.close();
      return {
        figures: {
          [SECONDS.name]: ran.seconds + published.seconds,
          [PROCESSOR.name]: ran.processor + published.processor,
          [PUBLISH.name]: published.seconds,
        },
        content,
      };
    },
  };
}

const MAPREDUCE = fileURLToPath(new URL('../../mapreduce/src/cli.ts', import.meta.url));
const KV = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

/** Runs one of our programs to its end; the shell tells what processor time it took. */
async function timed(data: string, words: readonly string[]) {
  const command = ['env', `OREMILL_DATA=${data}`, process.execPath, ...words];
  const startMs = performance.now();
  const printed = await runToEnd(['sh', '-c', '"$@" && times', 'sh', ...command]);
  const seconds = (performance.now() - startMs) / 1000;
  const [, user = '', system = ''] = /(\S+) (\S+)\s*$/.exec(printed) ?? [];
  return { seconds, processor: secondsOf(user) + secondsOf(system) };
}

/** `1m2.5s` */
function secondsOf(words: string): number {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(words) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

/** A job lies where its user wants it, and finds both engines from there. */
const HEAD = `
import { tableImage } from '@oremill/kv/output';
import { defineJob, eachPair, firstField, identity, otherFields, table, text, textLines } from '@oremill/mapreduce';
const rows = table('tsv-raw', [['key', 'text'], ['value', 'text']]);
const common = { name: 'pairs', summary: 'Gives each pair to its output', input: textLines };
const keyOf = (line) => line.slice(0, line.indexOf('\\t'));
const valueOf = (line) => line.slice(line.indexOf('\\t') + 1);
`;

// Each in the way in which its reducer has nothing to do but to copy bytes.
const TABLE_JOB = `${HEAD}
export default defineJob({
  ...common,
  key: firstField(rows),
  value: otherFields(rows),
  mapper: (line, task) => task.emit(keyOf(line), [valueOf(line)]),
  reducer: identity,
  output: rows,
});
`;

const IMAGES_JOB = `${HEAD}
export default defineJob({
  ...common,
  key: text,
  value: text,
  mapper: (line, task) => task.emit(keyOf(line), valueOf(line)),
  reducer: eachPair,
  output: tableImage({ key: text, value: text }),
});
`;
