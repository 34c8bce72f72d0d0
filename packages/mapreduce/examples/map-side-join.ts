import { readFileSync } from 'node:fs';
import { defineSteps, table, tableLines } from '@oremill/mapreduce';

const sales = table('tsv-raw', [
  ['day', 'text'],
  ['currency', 'text'],
  ['product', 'text'],
  ['amount', 'float'],
]);

/**
 * Sales with their amounts in euros, at the rate of their day and currency. The rates go where the job goes and are
 * held in memory by each task, so sales need not be sorted to meet them: the job has no reducers.
 */
export default defineSteps({
  name: 'map-side-join',
  summary: 'Sales in euros: rates held in memory, sales streamed past them',
  files: { rates: './data/rates.tsv' },
  input: tableLines(sales),
  steps: (rows) =>
    rows.map({
      mapper: {
        init: (task) => readRates(task.file('rates')),
        map([day, currency, product, amount], task, rates) {
          const rate = rates.get(`${day}\t${currency}`);
          if (rate === undefined) task.count('join', 'sales_without_rate');
          task.emit([day, currency, product, amount, rate === undefined ? null : amount / rate]);
        },
      },
      output: table('tsv-escaped', [
        ['day', 'text'],
        ['currency', 'text'],
        ['product', 'text'],
        ['amount', 'float'],
        ['euros', 'float'],
      ]),
    }),
});

/** Rates by day and currency. */
function readRates(path: string): ReadonlyMap<string, number> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [day = '', currency = '', rate] = line.split('\t');
      return [`${day}\t${currency}`, Number(rate)];
    }),
  );
}
