import { join } from 'node:path';
import type { Bench, Contender, Figure } from './harness/bench.ts';
import { Companion, ownProgram } from './harness/program.ts';
import { type Gets, type GetsOptions, type WayToGet, waysToGet } from './programs/gets-options.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const get: Bench = {
  name: 'get',
  question: 'How long does a program wait for a value, in its own process, as a string?',
  sizes: { small: { pairs: 50_000, gets: 20_000 }, large: { pairs: 10_000_000, gets: 200_000 } },
  notes: [
    'One process holds a Map, a table that can be written and a sealed one, with the same pairs; it gets different keys in no order, the same for all.',
    'From a string: the key is encoded first. From bytes: the program has the key as bytes. All values become strings, whose lengths are read. Key strings are new in each round, as they are when they come from somewhere, but in one row for Map, whose strings know their hashes.',
  ],
  async run(world) {
    const sample = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.pairs));
    const options: GetsOptions = {
      file: sample.path,
      folder: world.folder,
      pairs: sample.pairs,
      gets: world.size.gets ?? 0,
    };
    const flags = ['--max-old-space-size=12288'];
    const { companion } = await Companion.start(ownProgram('gets', options, flags));
    world.atEnd(() => companion.close());
    const contender = (way: WayToGet): Contender => ({
      name: way,
      measure: async () => {
        const { ns, content } = await companion.ask<Gets>(way);
        return { figures: { [TIME.name]: ns }, content };
      },
    });
    const result = await world.measure({
      name: `${sample.pairs.toLocaleString('en-US')} small pairs, ${options.gets.toLocaleString('en-US')} gets`,
      figures: [TIME],
      contenders: waysToGet.map(contender),
      targets: [
        times('table, from bytes', MAP, 0.9),
        times('sealed table, from bytes', MAP, 0.9),
        times('table, from a string', MAP, 0.9),
        times('table, 64 at once', 'table, from bytes', 2),
        times('sealed table, 64 at once', 'sealed table, from bytes', 2),
        times('table, 64 at once', MAP, 2),
        times('sealed table, 64 at once', MAP, 2),
      ],
    });
    return [result];
  },
};

const MAP = 'Map, from a string';
const TIME: Figure = { name: 'a get', unit: 'ns', better: 'less' };

function times(ours: WayToGet, against: WayToGet, atLeast: number) {
  return { kind: 'times', ours, against, figure: TIME.name, atLeast } as const;
}
