import { expect, test } from 'vitest';
import { packTallied, unpackTallied } from '../../src/statistics/packed-tallied.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';
import { type Tallied, Tally } from '../../src/statistics/tally.ts';
import { linesOf } from './records.ts';

function tallied(text: string): Tallied {
  const tally = new Tally({
    rules: TWEETS_2012,
    compresses: true,
    seed: 1,
    keptMax: 100,
    keptRecordBytesMax: 60,
    measuresAll: true,
  });
  tally.add({ bytes: Buffer.from(text), offset: 0 });
  return tally.take();
}

test('what a thread counted is the same when it has reached another', () => {
  const counted = tallied(linesOf(2000));
  expect(counted.kept.filter(({ item }) => 'measured' in item).length).toBeGreaterThan(10);
  const packed = packTallied(counted);
  const reached = unpackTallied(structuredClone(packed, { transfer: [packed.bytes.buffer as ArrayBuffer] }));
  const byPriority = reached.kept.toSorted((a, b) => a.priority - b.priority);
  expect({ ...reached, kept: byPriority }).toEqual(counted);
});

test('nothing is nothing there too', () => {
  const counted = tallied('');
  expect(unpackTallied(packTallied(counted))).toEqual(counted);
});
