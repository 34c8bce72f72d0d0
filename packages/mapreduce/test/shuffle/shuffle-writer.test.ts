import { join } from 'node:path';
import { KernelMemory } from '@oremill/json-fields';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { ShuffleWriter } from '../../src/shuffle/shuffle-writer.ts';
import { useScratch } from '../scratch.ts';
import {
  mergeRuns,
  show,
  sortPairs,
  type TestPair,
  takePairs,
  testLimits,
  writeRuns,
} from './run-shuffle.ts';

const scratch = useScratch();
const bytes = fc.uint8Array({ maxLength: 60 });
const record = fc.record({
  pairs: fc.array(fc.tuple(bytes, bytes), { maxLength: 12 }),
  fails: fc.boolean(),
});

test('pairs of records that are rolled back are gone, also when older ones were spilled in between', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60, size: 'max' }), fc.boolean(), (records, hasArena) => {
      const options = { folder: scratch(), limits: { arenaBytes: hasArena ? 1_000_000 : 1 } };
      const kept: TestPair[] = [];
      const runs = writeRuns(options, (writer) => {
        for (const { pairs, fails } of records) {
          writer.beginRecord();
          for (const [key, value] of pairs) writer.append(key, value);
          if (fails) writer.rollBack();
          else kept.push(...pairs);
          expect(writer.appended).toBe(kept.length);
        }
      });
      expect(takePairs(mergeRuns(options, runs, 0))).toEqual(sortPairs(kept, false).map(show));
    }),
    { numRuns: 20 },
  );
});

test.each([undefined, { kind: 'sum' } as const])(
  'a record that alone does not fit is refused; others before and after it stay, combine %j',
  (combine) => {
    const options = { folder: scratch(), combine, limits: { arenaBytes: 1 } };
    const runs = writeRuns(options, (writer) => {
      writer.append('before', '1');
      writer.beginRecord();
      expect(() => {
        for (;;) writer.append('much', '1');
      }).toThrow(RangeError);
      writer.rollBack();
      writer.beginRecord();
      expect(() => writer.append('x'.repeat(2000), '1')).toThrow(RangeError);
      writer.rollBack();
      writer.append('after', '1');
      expect(writer.appended).toBe(2);
    });
    const pairs = [
      [Buffer.from('after'), Buffer.from('1')],
      [Buffer.from('before'), Buffer.from('1')],
    ] as const;
    expect(takePairs(mergeRuns(options, runs, 0))).toEqual(pairs.map(show));
  },
);

test('strings are UTF-8, lone surrogates are the replacement character', () => {
  const options = { folder: scratch(), limits: { arenaBytes: 100_000 } };
  const texts = [
    '',
    'a',
    'ü',
    '😀',
    'short ascii',
    'a longer one, all of it ASCII',
    'größer als zwölf',
    '\ud800',
    'x'.repeat(200),
  ];
  const runs = writeRuns(options, (writer) => {
    for (const text of texts) writer.append(text, text);
  });
  const expected = texts.map((text): TestPair => [Buffer.from(text), Buffer.from(text)]);
  expect(takePairs(mergeRuns(options, runs, 0))).toEqual(sortPairs(expected, false).map(show));
});

const line = fc.oneof(fc.string({ maxLength: 40 }), fc.constant('a\tb'), fc.constant('\t'), fc.constant(''));

test('lines of the kernel memory are pairs, with and without an end of the last', () => {
  fc.assert(
    fc.property(
      fc.array(
        line.map((text) => text.replaceAll('\n', ' ')),
        { maxLength: 200, size: 'max' },
      ),
      fc.constantFrom('line', 'tab'),
      fc.boolean(),
      (lines, form, isEnded) => {
        const options = { folder: scratch(), limits: { arenaBytes: 1 } };
        const text = Buffer.from(`before\n${lines.map((each) => `${each}\n`).join('')}`).subarray(
          0,
          isEnded ? undefined : -1,
        );
        const rows = text
          .toString()
          .split('\n')
          .slice(1, isEnded ? -1 : undefined);
        const expected = (!isEnded && rows.at(-1) === '' ? rows.slice(0, -1) : rows).map((row): TestPair => {
          const tab = form === 'tab' ? row.indexOf('\t') : -1;
          return tab < 0
            ? [Buffer.from(row), Buffer.alloc(0)]
            : [Buffer.from(row.slice(0, tab)), Buffer.from(row.slice(tab + 1))];
        });
        const runs = writeRuns(options, (writer, memory) => {
          const region = memory.allocate(text.length);
          text.copy(region.bytes);
          expect(
            writer.appendLines(region.address, Math.min(7, text.length), text.length, form as 'line'),
          ).toBe(expected.length);
          expect(writer.appended).toBe(expected.length);
        });
        expect(takePairs(mergeRuns(options, runs, 0))).toEqual(sortPairs(expected, false).map(show));
      },
    ),
    { numRuns: 20 },
  );
});

test('a line that does not fit is an error', () => {
  writeRuns({ folder: scratch(), limits: { arenaBytes: 1 } }, (writer, memory) => {
    const region = memory.allocate(10_000);
    region.bytes.fill(97);
    expect(() => writer.appendLines(region.address, 0, 10_000, 'line')).toThrow(RangeError);
  });
});

test('a spill that fails while a record appends fails the task, whoever catches it first', () => {
  const folder = scratch();
  const writer = new ShuffleWriter({
    memory: new KernelMemory(2 ** 20),
    partitions: 1,
    partitioner: { kind: 'hash' },
    sortValues: false,
    combine: undefined,
    limits: testLimits(),
    files: { ...diskFiles, create: () => assertNever() },
    spillPathOf: (index) => join(folder, String(index)),
  });
  const append = () => {
    for (let index = 0; index < 1000; index += 1) {
      writer.beginRecord();
      writer.append('key', 'value');
    }
  };
  expect(append).toThrow('no disk');
  writer.rollBack();
  expect(() => writer.beginRecord()).toThrow('no disk');
  expect(() => writer.finish()).toThrow('no disk');
});

function assertNever(): never {
  throw new Error('no disk');
}

test('what was spilled is counted', () => {
  const folder = scratch();
  let last: ShuffleWriter | undefined;
  const runs = writeRuns({ folder, partitions: 2, limits: { arenaBytes: 1 } }, (writer) => {
    last = writer;
    for (let index = 0; index < 500; index += 1) {
      writer.beginRecord();
      writer.append(String(index), 'v');
    }
  });
  expect(runs.length).toBeGreaterThan(2);
  expect(last?.spilled.pairs).toBe(500);
  expect(last?.spilled.bytes).toBe(runs.flat().reduce((sum, { start, end }) => sum + end - start, 0));
  expect(runs.flat().reduce((sum, { pairs }) => sum + pairs, 0)).toBe(500);
});
