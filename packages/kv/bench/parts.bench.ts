import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Contender, Figure } from './harness/bench.ts';
import { expectContent } from './harness/content.ts';
import { ownProgram, runProgram } from './harness/program.ts';
import type { HeldParts, HoldPartsOptions, MadeParts } from './programs/hold-parts-options.ts';
import { documentPairs } from './samples/document-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const parts: Bench = {
  name: 'parts',
  question: 'What does a dataset take that is larger than the 4 GiB of one table, and is all of it there?',
  sizes: {
    small: { pairs: 3_000, valueBytes: 200, publishedParts: 3, liveParts: 3 },
    // 0: as many as it takes, which is what a publish chooses.
    large: { pairs: 5_600_000, valueBytes: 1000, publishedParts: 0, liveParts: 2 },
  },
  notes: [
    'One process makes the dataset and ends; another one opens it, and compares every pair with the file, 64 at once.',
    'Published: loaded by two threads, each part reads all of the file; images are synced, and checked when they are opened. Live: written pair by pair in one thread, fsync every second.',
  ],
  async run(world) {
    const { pairs = 0, valueBytes = 0, publishedParts = 0, liveParts = 0 } = world.size;
    const sample = writePairs(join(world.folder, 'documents.tsv'), documentPairs(pairs, valueBytes));
    const { content, keysPath } = expectContent(sample.path, sample.pairs, world.folder);
    const holding = (kind: HoldPartsOptions['kind'], count: number): Contender => ({
      name: kind,
      isSlow: true,
      measure: async () => {
        const folder = join(world.folder, kind);
        const run = <Printed>(step: HoldPartsOptions['step']) => {
          const options: HoldPartsOptions = { file: sample.path, folder, kind, parts: count, keysPath, step };
          return runProgram<Printed>(ownProgram('hold-parts', options));
        };
        const made = await run<MadeParts>('make');
        const held = await run<HeldParts>('hold');
        rmSync(folder, { recursive: true, force: true });
        return {
          figures: {
            [BEYOND.name]: held.beyondBytes / held.content.pairs,
            [MEMORY.name]: held.totalBytes / 2 ** 30,
            [PARTS.name]: held.parts,
            [MAKE.name]: made.seconds,
            [OPEN.name]: held.openSeconds,
            [COMPARE.name]: held.compareSeconds,
          },
          content: held.content,
        };
      },
    });
    const file: Contender = {
      name: 'the file itself',
      isSlow: true,
      measure: async () => ({ figures: {}, content: { ...content, wrong: 0 } }),
    };
    const result = await world.measure({
      name: `${sample.pairs.toLocaleString('en-US')} pairs, a file of ${(sample.bytes / 2 ** 30).toFixed(2)} GiB`,
      figures: [BEYOND, MEMORY, PARTS, MAKE, OPEN, COMPARE],
      contenders: [file, holding('published', publishedParts), holding('live', liveParts)],
      targets: [bound('published', 5), bound('live', 10)],
    });
    return [result];
  },
};

const BEYOND: Figure = { name: 'beyond raw', unit: 'B a pair', better: 'less' };
const MEMORY: Figure = { name: 'memory', unit: 'GiB', better: 'less' };
const PARTS: Figure = { name: 'parts', unit: 'tables', better: 'less' };
const MAKE: Figure = { name: 'made', unit: 's', better: 'less' };
const OPEN: Figure = { name: 'opened', unit: 's', better: 'less' };
const COMPARE: Figure = { name: 'compared', unit: 's', better: 'less' };

function bound(ours: string, atMost: number) {
  return { kind: 'bound', ours, figure: BEYOND.name, atMost } as const;
}
