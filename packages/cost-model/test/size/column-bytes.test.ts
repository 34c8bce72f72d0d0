import { type Random, seededRandom } from '@oremill/runtime';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSample } from '../../src/read-sample.ts';
import { contentOf } from '../../src/sample/open-content.ts';
import { rowBytes } from '../../src/size/column-bytes.ts';
import type { SampledColumns } from '../../src/statistics/column-samples.ts';
import { rulesSchema } from '../../src/statistics/rules.ts';

const ROWS = 60_000;
const SAMPLED = 2000;

interface Post {
  readonly [name: string]: number | string | boolean | undefined;
}

/** Rows as a shop has them: numbers in order, names of few and of many, amounts, texts, and what is seldom there. */
function makePosts(random: Random): Post[] {
  const zipf = (most: number) => Math.min(Math.floor((1 - random()) ** -1.2), most);
  let at = 1_700_000_000;
  return Array.from({ length: ROWS }, (_, id) => {
    at += Math.floor(-Math.log(1 - random()) * 40);
    return {
      id,
      at,
      country: `country ${zipf(40)}`,
      customer: `c${Math.floor(random() * 3000)}`,
      amount: Math.round(random() * 1e7) / 100,
      paid: random() < 0.9,
      // Of a power law: there are ever more of them.
      link: `https://example.org/${Math.floor((1 - random()) ** -1.6)}`,
      text: Array.from({ length: 3 + Math.floor(random() * 20) }, () => `word${zipf(5000)}`).join(' '),
      ...(random() < 0.3 ? { note: `note ${zipf(200)}` } : {}),
    };
  });
}

const TYPES: Readonly<Record<string, BasicType>> = {
  id: 'INT32',
  at: 'INT32',
  country: 'STRING',
  customer: 'STRING',
  amount: 'DOUBLE',
  paid: 'BOOLEAN',
  link: 'STRING',
  text: 'STRING',
  note: 'STRING',
};

const posts = makePosts(seededRandom(7));
let sampled: SampledColumns;
beforeAll(async () => {
  const lines = posts.map((post) => `${JSON.stringify(post)}\n`);
  const content = contentOf('posts', undefined, async function* () {
    yield Buffer.from(lines.join(''));
  });
  const options = { rules: rulesSchema.parse({}), seed: 1, keptMax: SAMPLED, measuresAll: false };
  sampled = (await readSample([content], { ...options, compresses: true })).columns as SampledColumns;
});

/** Bytes of a real Parquet file of these columns, without what it says of itself. */
function parquetBytes(names: readonly string[], sortedBy?: string): number {
  const columnData = (rows: readonly Post[]) =>
    names.map((name) => ({
      name,
      type: TYPES[name] as BasicType,
      data: rows.map((post) => post[name] ?? null),
      nullable: name === 'note',
      ...(name === sortedBy ? { encoding: 'DELTA_BINARY_PACKED' as const } : {}),
      ...(name === 'paid' ? { encoding: 'PLAIN' as const } : {}),
    }));
  const size = (rows: readonly Post[]) =>
    parquetWriteBuffer({
      columnData: columnData(rows),
      codec: 'UNCOMPRESSED',
      statistics: false,
      rowGroupSize: 1e6,
      pageSize: 1e8,
    }).byteLength;
  return size(posts) - size(posts.slice(0, 1));
}

const predicted = (columns: SampledColumns, sortedBy?: string) =>
  ROWS * rowBytes(columns, { rows: ROWS, variety: 0.5, textScale: 1, sortedBy, compression: 'none' });
const only = (name: string): SampledColumns => ({
  ...sampled,
  columns: sampled.columns.filter((column) => column.name === name),
});

describe('a sample of 2,000 rows predicts the Parquet file of 60,000', () => {
  test('within 10 %', () => {
    const ratio = predicted(sampled) / parquetBytes(Object.keys(TYPES));
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  test.each(['id', 'country', 'customer', 'amount', 'paid', 'link', 'text', 'note'])(
    'and its column %s within 20 %, which is a bit of a number of its dictionary',
    (name) => {
      const ratio = predicted(only(name)) / parquetBytes([name]);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    },
  );

  test('and the differences of a column that rows are sorted by', () => {
    const ratio = predicted(only('at'), 'at') / parquetBytes(['at'], 'at');
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
    // Numbers that follow each other take less than a tenth of a byte.
    expect(predicted(only('id'), 'id')).toBeLessThan(ROWS / 10);
    expect(parquetBytes(['id'], 'id')).toBeLessThan(ROWS / 10);
  });
});

test('rows that are sorted by a name of few have it as runs', () => {
  expect(predicted(only('country'), 'country')).toBeLessThan(predicted(only('country')) / 40);
});

test('what was seen once says how many there may be', () => {
  const at = (variety: number) =>
    rowBytes(only('customer'), {
      rows: 1e6,
      variety,
      textScale: 1,
      sortedBy: undefined,
      compression: 'none',
    });
  expect([at(0) < at(0.5), at(0.5) < at(1)]).toEqual([true, true]);
});

test('compressed columns take less, and never more', () => {
  const bytes = (compression: 'none' | 'zlib' | 'zstd') =>
    rowBytes(only('text'), { rows: ROWS, variety: 0.5, textScale: 1, sortedBy: undefined, compression });
  expect(bytes('zstd')).toBeLessThan(bytes('none') / 1.5);
  expect(bytes('zlib')).toBeLessThan(bytes('none') / 1.5);
});
