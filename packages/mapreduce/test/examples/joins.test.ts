import { readFileSync } from 'node:fs';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { useScratch, writeInput } from '../scratch.ts';
import { byBytes, linesOf, useExamples } from './run-example.ts';

const run = useExamples();
const scratch = useScratch();

const DATA = new URL('../../examples/data/', import.meta.url);
const rates = readFileSync(new URL('rates.tsv', DATA), 'utf8');
const sales = readFileSync(new URL('sales.tsv', DATA), 'utf8');

const EUROS = [
  '2026-03-02\tGBP\tkettle\t24.0\t30.0',
  '2026-03-02\tUSD\tlamp\t25.0\t20.0',
  '2026-03-03\tCHF\tclock\t95.0\t\\N',
  '2026-03-03\tUSD\tlamp\t30.0\t25.0',
  '2026-03-03\tUSD\tradio\t54.0\t45.0',
];

test('reduce-side-join gives each sale in euros, whichever file comes first', async () => {
  const after = await run('reduce-side-join', { 'rates.tsv': rates, 'sales.tsv': sales });
  const before = await run('reduce-side-join', { 'a-sales.tsv': sales, 'rates.tsv': rates });
  expect(after.rows).toEqual(EUROS);
  expect(before.rows).toEqual(EUROS);
  expect(after.execution.counters).toEqual({ join: { sales_without_rate: 1 } });
});

test('map-side-join gives the same rows from the rates that it ships, in the order of the sales', async () => {
  const { parts, execution } = await run('map-side-join', { 'sales.tsv': sales });
  expect(byBytes(parts.flat())).toEqual(EUROS);
  expect(parts.flat()[0]).toContain('lamp\t30.0');
  expect(execution.counters).toEqual({ join: { sales_without_rate: 1 } });
});

test('both joins agree on many sales, with rates given in the place of the shipped ones', async () => {
  const random = seededRandom(8);
  const pick = (count: number) => Math.floor(random() * count);
  const day = (index: number) => `2026-04-${String(1 + index).padStart(2, '0')}`;
  const others = Array.from({ length: 20 }, (_, index) => `${day(index)}\tUSD\t${1 + random()}\n`).join('');
  const manySales = Array.from(
    { length: 2000 },
    (_, index) => `${day(pick(25))}\tUSD\tp${index}\t${pick(100)}\n`,
  );
  const path = writeInput(scratch(), 'rates.tsv', others);

  const mapped = await run('map-side-join', { sales: manySales.join('') }, { files: { rates: path } });
  const reduced = await run('reduce-side-join', { 'rates.tsv': others, sales: manySales.join('') });

  const rateOf = new Map(linesOf(others).map((line) => [line.slice(0, 10), Number(line.split('\t')[2])]));
  const plain = manySales.map((line) => {
    const [date = '', , product, amount] = line.trim().split('\t');
    const rate = rateOf.get(date);
    return [date, product, Number(amount), rate === undefined ? null : Number(amount) / rate];
  });
  const fieldsOf = (row: string) => {
    const [date, , product, amount, euros] = row.split('\t');
    return [date, product, Number(amount), euros === '\\N' ? null : Number(euros)];
  };
  const byProduct = (a: unknown[], b: unknown[]) => (String(a[1]) < String(b[1]) ? -1 : 1);
  expect(mapped.parts.flat().map(fieldsOf)).toEqual(plain);
  expect(reduced.rows.map(fieldsOf).sort(byProduct)).toEqual(plain.toSorted(byProduct));
});

test('reduce-side-join skips rows whose number is none, and keeps the others', async () => {
  const { rows, execution } = await run('reduce-side-join', {
    'rates.tsv': '2026-03-02\tUSD\t1.25\n2026-03-02\tGBP\n',
    'sales.tsv': '2026-03-02\tUSD\tlamp\tcheap\n2026-03-02\tUSD\tradio\t5\n',
  });
  expect(rows).toEqual(['2026-03-02\tUSD\tradio\t5.0\t4.0']);
  expect(execution.progress.skipped).toBe(2);
});
