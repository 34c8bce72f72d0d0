import { join } from 'node:path';
import { buildImage } from '../src/build/build-image.ts';
import { verifyImage } from '../src/image/open-image.ts';
import type { Bench, BenchWorld, Contender, Figure } from './harness/bench.ts';
import { ownProgram, runProgram } from './harness/program.ts';
import type { OpenedFigures, OpenFileOptions } from './programs/figures.ts';
import { jsonPairs } from './samples/json-pairs.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const image: Bench = {
  name: 'image',
  question: 'How fast is a table image there, against reading the bytes of its file into memory?',
  sizes: {
    small: { jsonPairs: 5_000, smallPairs: 50_000 },
    large: { jsonPairs: 212_969, smallPairs: 10_000_000 },
  },
  notes: [
    'The file is in the page cache. Each opens it in a process of its own, into memory that nothing has touched.',
    'The plain reader checks nothing; the table compares every byte with its checksum, and its directory.',
  ],
  async run(world) {
    const json = writePairs(join(world.folder, 'json.tsv'), jsonPairs(world.size.jsonPairs));
    const small = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.smallPairs));
    return [
      await measureBuild(world, 'small pairs', small),
      await measureOpening(world, 'JSON pairs', json.path),
      await measureOpening(world, 'small pairs', small.path),
    ];
  },
};

const SECONDS: Figure = { name: 'time', unit: 's', better: 'less' };
const RATE: Figure = { name: 'bytes', unit: 'MB/s', better: 'more' };
const TABLE = 'table';
const BUFFER = 'into a buffer';
const SHARED = 'into shared memory';

async function measureOpening(world: BenchWorld, name: string, file: string) {
  const path = `${file}.image`;
  await buildImage({ sources: [file], target: path, compression: 'none', isOrdered: false });
  const { entries, fileBytes } = await verifyImage(path);
  return world.measure({
    name: `${name}: ${entries.toLocaleString('en-US')} in an image of ${(fileBytes / 1e6).toFixed(0)} MB`,
    figures: [SECONDS, RATE],
    contenders: [
      opening(BUFFER, path, 'buffer'),
      opening(SHARED, path, 'shared memory'),
      opening(TABLE, path, 'table'),
      opening('table, without its checksums', path, 'unchecked table'),
    ],
    targets: [
      { kind: 'times', ours: TABLE, against: BUFFER, figure: SECONDS.name, atLeast: 0.8 },
      { kind: 'times', ours: TABLE, against: SHARED, figure: SECONDS.name, atLeast: 0.8 },
    ],
  });
}

function opening(name: string, path: string, way: OpenFileOptions['way']): Contender {
  return {
    name,
    measure: async () => {
      const options: OpenFileOptions = { path, way };
      const { seconds, bytes, crc } = await runProgram<OpenedFigures>(ownProgram('open-file', options));
      const figures = { [SECONDS.name]: seconds, [RATE.name]: bytes / 1e6 / seconds };
      return { figures, content: { bytes, crc } };
    },
  };
}

function measureBuild(world: BenchWorld, name: string, { path, pairs }: { path: string; pairs: number }) {
  const building = (isOrdered: boolean): Contender => ({
    name: isOrdered ? 'with its keys in order' : 'by hashes',
    measure: async () => {
      const startMs = performance.now();
      const target = join(world.folder, 'built.image');
      const { entries } = await buildImage({ sources: [path], target, compression: 'none', isOrdered });
      const seconds = (performance.now() - startMs) / 1000;
      const { keyBytes, valueBytes } = await verifyImage(target);
      return { figures: { [SECONDS.name]: seconds }, content: { entries, keyBytes, valueBytes } };
    },
  });
  return world.measure({
    name: `building an image of ${pairs.toLocaleString('en-US')} ${name}, from lines to a synced file`,
    figures: [SECONDS],
    contenders: [building(false), building(true)],
    targets: [],
  });
}
