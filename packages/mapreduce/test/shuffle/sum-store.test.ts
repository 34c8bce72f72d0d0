import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useScratch } from '../scratch.ts';
import { mergeRuns, takePairs, takeRows, writeRuns } from './run-shuffle.ts';

const scratch = useScratch();
const combine = { kind: 'sum' } as const;

const key = fc.oneof(
  fc.uint8Array({ maxLength: 3, max: 2 }),
  fc.uint8Array({ minLength: 14, maxLength: 18, max: 1 }),
  fc.nat({ max: 80 }).map((length) => Buffer.alloc(length, 'k')),
  fc.nat({ max: 5000 }).map((index) => Buffer.from(`word${index}`)),
  fc.nat({ max: 5000 }).map((index) => Buffer.from(`a word of more than sixteen bytes ${index}`)),
);
const addition = fc.tuple(key, fc.oneof(fc.constant(1), fc.integer({ min: -1000, max: 1e12 })));
const record = fc.record({ additions: fc.array(addition, { maxLength: 10 }), fails: fc.boolean() });

function expectedOf(additions: Iterable<readonly [Uint8Array, number]>): string[] {
  const sums = new Map<string, number>();
  for (const [each, value] of additions) {
    const name = Buffer.from(each).toString('hex');
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  // Hexadecimal text orders like its bytes.
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sum]) => `${name}=${Buffer.from(String(sum)).toString('hex')}`);
}

test('each key has the sum of what was not rolled back, whatever the arena and the fan-in', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 200, size: 'max' }),
      fc.constantFrom(1, 90_000, 2_000_000),
      fc.integer({ min: 2, max: 5 }),
      (records, arenaBytes, mergeFanIn) => {
        const options = { folder: scratch(), combine, partitions: 2, limits: { arenaBytes, mergeFanIn } };
        const kept: (readonly [Uint8Array, number])[] = [];
        const runs = writeRuns(options, (writer) => {
          for (const { additions, fails } of records) {
            writer.beginRecord();
            for (const [each, value] of additions) writer.append(each, String(value));
            if (fails) writer.rollBack();
            else kept.push(...additions);
            expect(writer.appended).toBe(kept.length);
          }
        });
        const sums = [0, 1].flatMap((partition) => takePairs(mergeRuns(options, runs, partition)));
        expect(sums.toSorted()).toEqual(expectedOf(kept).toSorted());
      },
    ),
    { numRuns: 20 },
  );
});

const text = fc.array(
  fc.oneof(
    fc.constantFrom(
      'a',
      'bb',
      'the',
      'word',
      '',
      '\n',
      'exactlysixteen..',
      'seventeen bytes..'.replaceAll(' ', '-'),
    ),
    fc.nat({ max: 3000 }).map(String),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((each) => each.replaceAll(' ', '-')),
  ),
  { maxLength: 400, size: 'max' },
);

test('tokens are counted as a split by separator and newline does', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(1, 2_000_000), (words, arenaBytes) => {
      const options = { folder: scratch(), combine, limits: { arenaBytes } };
      const input = Buffer.from(words.join(' '));
      const tokens = input
        .toString('latin1')
        .split(/[ \n]/)
        .filter((token) => token !== '');
      const runs = writeRuns(options, (writer, memory) => {
        const region = memory.allocate(input.length + 6);
        region.bytes.write('x y');
        input.copy(region.bytes, 3);
        region.bytes.write('z w', input.length + 3);
        expect(writer.countTokens(region.address, 3, input.length + 3, 32)).toBe(tokens.length);
        expect(writer.appended).toBe(tokens.length);
      });
      const expected = expectedOf(tokens.map((token) => [Buffer.from(token, 'latin1'), 1]));
      expect(takePairs(mergeRuns(options, runs, 0))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('a table that grows many times keeps all sums, and rows show them', () => {
  const options = { folder: scratch(), combine, limits: { arenaBytes: 12_000_000 } };
  const words = Array.from(
    { length: 60_000 },
    (_, index) => `w${index % 45_000}${index % 3 === 0 ? '-and-some-more-bytes' : ''}`,
  );
  const input = Buffer.from(words.join(' '));
  const runs = writeRuns(options, (writer, memory) => {
    const region = memory.allocate(input.length);
    input.copy(region.bytes);
    writer.countTokens(region.address, 0, input.length, 32);
    writer.beginRecord();
    writer.append('w1', '41');
  });
  const expected = expectedOf([
    ...words.map((word) => [Buffer.from(word), 1] as const),
    [Buffer.from('w1'), 41],
  ]);
  expect(takePairs(mergeRuns(options, runs, 0))).toEqual(expected);
  const rows = takeRows(mergeRuns(options, runs, 0), false, 777).toString();
  expect(rows).toBe(
    expected
      .map(
        (pair) =>
          `${pair
            .split('=')
            .map((hex) => Buffer.from(hex, 'hex').toString())
            .join('\t')}\n`,
      )
      .join(''),
  );
});

test('lines of key, tab and integer are sums', () => {
  const options = { folder: scratch(), combine, limits: { arenaBytes: 1 } };
  const input = Buffer.from('a\t1\nb\t-5\na\t41\nb\t5\n\t7');
  const runs = writeRuns(options, (writer, memory) => {
    const region = memory.allocate(input.length);
    input.copy(region.bytes);
    expect(writer.appendLines(region.address, 0, input.length, 'tab')).toBe(5);
  });
  expect(takeRows(mergeRuns(options, runs, 0), false, 10).toString()).toBe('\t7\na\t42\nb\t0\n');
});

test.each([1, 2, 3, 4, 5])(
  'sums are whole however the splitters, of %d bytes, shift what lies behind them',
  (length) => {
    const splitters = [Buffer.alloc(length, 'w')];
    const options = {
      folder: scratch(),
      combine,
      partitions: 2,
      partitioner: { kind: 'range', splitters } as const,
    };
    const all = Array.from(
      { length: 300 },
      (_, index) => [Buffer.from(`${'vwx'[index % 3]}${index % 50}`), 1] as const,
    );
    const runs = writeRuns(options, (writer) => {
      for (const [each] of all) {
        writer.beginRecord();
        writer.append(each, '1');
      }
    });
    const sums = [0, 1].flatMap((partition) => takePairs(mergeRuns(options, runs, partition)));
    expect(sums).toEqual(expectedOf(all));
  },
);

test('a key longer than the table has room for is an error, one that fits when others are spilled is none', () => {
  const options = { folder: scratch(), combine, limits: { arenaBytes: 1 } };
  const tokens = (...lengths: number[]) =>
    writeRuns(options, (writer, memory) => {
      const input = Buffer.from(lengths.map((length, index) => String(index).repeat(length)).join(' '));
      const region = memory.allocate(input.length);
      input.copy(region.bytes);
      writer.countTokens(region.address, 0, input.length, 32);
    });
  expect(() => tokens(5, 3000, 5)).toThrow(RangeError);
  expect(takePairs(mergeRuns(options, tokens(1400, 5, 1400, 1400), 0)).length).toBe(4);
});

const MAX = String(Number.MAX_SAFE_INTEGER);
const unsafe = {
  code: 'TASK_FAILED',
  message: 'the sum of key "big" is beyond the integers that a number holds exactly',
};

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a sum may be the largest safe integer and no more', () => {
  const options = { folder: scratch(), combine, limits: { arenaBytes: 1 } };
  const add = (...values: string[]) =>
    writeRuns(options, (writer) => {
      for (const value of values) writer.append('big', value);
    });
  expect(takeRows(mergeRuns(options, add(MAX), 0), false, 1).toString()).toBe(`big\t${MAX}\n`);
  expect(takeRows(mergeRuns(options, add(`-${MAX}`), 0), false, 1).toString()).toBe(`big\t-${MAX}\n`);
  expect(caught(() => add(MAX, '1'))).toMatchObject(unsafe);
  expect(caught(() => add(`-${MAX}`, '-1'))).toMatchObject(unsafe);
});

test('tokens and runs that add up to more than a safe integer are an error too', () => {
  const options = { folder: scratch(), combine, limits: { arenaBytes: 1 } };
  const counted = () =>
    writeRuns(options, (writer, memory) => {
      writer.append('big', MAX);
      // Enough records for what is staged to be added.
      for (let index = 0; index < 200; index += 1) {
        writer.beginRecord();
        writer.append('other', '1');
      }
      const region = memory.allocate(8);
      region.bytes.write('big big ');
      writer.countTokens(region.address, 0, 8, 32);
    });
  expect(caught(counted)).toMatchObject(unsafe);
  const runs = ['one', 'two'].flatMap((name) =>
    writeRuns({ ...options, name }, (writer) => writer.append('big', name === 'one' ? MAX : '1')),
  );
  expect(caught(() => takePairs(mergeRuns(options, runs, 0)))).toMatchObject(unsafe);
});

test.each(['', '1.5', 'x', '+1', '9007199254740992', '-', '1 ', '0x10'])(
  '%j is not a value to sum',
  (value) => {
    const notANumber = {
      code: 'TASK_FAILED',
      message: 'the sum of key "k" has a value that is not an integer',
    };
    writeRuns({ folder: scratch(), combine, limits: { arenaBytes: 1 } }, (writer) => {
      expect(caught(() => writer.append('k', value))).toMatchObject(notANumber);
      expect(caught(() => writer.append('k', Buffer.from(value)))).toMatchObject(notANumber);
      expect(writer.appended).toBe(0);
    });
    const fromLine = () =>
      writeRuns({ folder: scratch(), combine, limits: { arenaBytes: 1 } }, (writer, memory) => {
        const region = memory.allocate(40);
        const length = region.bytes.write(`k\t${value}\n`);
        writer.appendLines(region.address, 0, length, 'tab');
      });
    expect(caught(fromLine)).toMatchObject(notANumber);
  },
);
