import { basename } from 'node:path';
import { defineJob, float, integer, table, text, textLines, tuple } from '@oremill/mapreduce';

/** Which of the two files a row is from. Rates come first among the values of a key. */
const RATE = 0;
const SALE = 1;

/**
 * Sales with their amounts in euros, at the rate of their day and currency. Rows of `rates…` are day, currency, rate;
 * those of any other file are day, currency, product, amount; between the fields are tabs. Both may be of any size.
 */
export default defineJob({
  name: 'reduce-side-join',
  summary: 'Sales in euros: sales and rates brought together by day and currency',
  input: textLines,
  key: tuple(text, text),
  value: tuple(integer, text, float),
  sortValues: true,
  mapper(line, task) {
    const [day = '', currency = '', ...fields] = line.split('\t');
    if (basename(task.place().file).startsWith('rates')) {
      const [rate] = fields;
      task.emit([day, currency], [RATE, '', toNumber(rate)]);
    } else {
      const [product = '', amount] = fields;
      task.emit([day, currency], [SALE, product, toNumber(amount)]);
    }
  },
  reducer([day, currency], rows, task) {
    // The first value, when there is a rate; sales pass by one at a time.
    let rate: number | undefined;
    for (const [side, product, number] of rows) {
      if (side === RATE) {
        rate = number;
        continue;
      }
      if (rate === undefined) task.count('join', 'sales_without_rate');
      const euros = rate === undefined ? null : number / rate;
      task.emit([day, currency, product, number, euros]);
    }
  },
  output: table('tsv-escaped', [
    ['day', 'text'],
    ['currency', 'text'],
    ['product', 'text'],
    ['amount', 'float'],
    ['euros', 'float'],
  ]),
});

function toNumber(field = ''): number {
  const number = Number.parseFloat(field);
  if (Number.isNaN(number)) throw new Error(`${JSON.stringify(field)} is not a number`);
  return number;
}
