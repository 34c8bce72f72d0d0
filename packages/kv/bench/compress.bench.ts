import { join } from 'node:path';
import type { Bench, Contender, Figure } from './harness/bench.ts';
import { expectContent, type PairsContent } from './harness/content.ts';
import { ownProgram, runProgram } from './harness/program.ts';
import type { CompressedFigures, CompressOptions, WayToCompress } from './programs/compress-options.ts';
import { tweetPairs } from './samples/tweet-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const compress: Bench = {
  name: 'compress',
  question:
    'How much memory do posts of 2.5 KB take, compressed value by value, and what does a read cost then?',
  sizes: { small: { pairs: 2_000, reads: 500 }, large: { pairs: 200_000, reads: 20_000 } },
  notes: [
    'All as a sealed table in memory: keys, index, dictionary and checksums are in the bytes. Posts are made up, in the shape of real ones.',
    'zlib is Node’s, at level 6. A read finds the key and decompresses the value, keys in no order.',
    'A dictionary is trained on a sample of the same values while the image is built, which is in the time.',
  ],
  async run(world) {
    const sample = writePairs(join(world.folder, 'tweets.tsv'), tweetPairs(world.size.pairs));
    const { keysPath } = expectContent(sample.path, sample.pairs, world.folder);
    const contender = (name: string, way: WayToCompress): Contender => ({
      name,
      measure: async () => {
        const reads = world.size.reads ?? 0;
        const options: CompressOptions = { file: sample.path, folder: world.folder, way, keysPath, reads };
        const told = await runProgram<CompressedFigures>(ownProgram('compress', options));
        const content: PairsContent = told.content;
        const figures = {
          [RAM.name]: told.memoryBytes / content.pairs,
          [READ.name]: told.readUs,
          [BUILD.name]: told.buildSeconds,
        };
        return { figures, content };
      },
    });
    const result = await world.measure({
      name: `${sample.pairs.toLocaleString('en-US')} posts of ${(sample.bytes / sample.pairs).toFixed(0)} bytes`,
      figures: [RAM, READ, BUILD],
      contenders: [
        contender(ZLIB, 'zlib'),
        contender('as they are', 'none'),
        contender('zstd', 'zstd'),
        contender(DICTIONARY, 'zstd-dictionary'),
      ],
      targets: [
        { kind: 'share', ours: DICTIONARY, against: ZLIB, figure: RAM.name, atMost: 0.4 },
        { kind: 'bound', ours: DICTIONARY, figure: READ.name, atMost: 10 },
      ],
    });
    return [result];
  },
};

const ZLIB = 'zlib, value by value';
const DICTIONARY = 'zstd with a dictionary';
const RAM: Figure = { name: 'memory', unit: 'B a pair', better: 'less' };
const READ: Figure = { name: 'a read', unit: 'µs', better: 'less' };
const BUILD: Figure = { name: 'build', unit: 's', better: 'less' };
