import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { expected } from '../figure/evaluate.ts';
import { explain } from '../figure/explain.ts';
import { chargeAmount } from '../price/charge-amount.ts';
import { BOOKS } from '../price/price-book.ts';
import { drawTree, showNumber } from './draw-tree.ts';
import { readBook } from './read-book.ts';

export const chargeCommand = new Command('charge')
  .description('tell what so much costs at one price, each part at the price of its tier')
  .argument('<price>', 'its name, or the beginning that its tiers share, as data-transfer.internet-out')
  .argument('<amount>', 'in a unit of what it is a price of, as "60 TiB"')
  .option('--time <time>', 'for prices of a time, as "730 h"')
  .option('--book <name>', 'of prices: see cost prices', BOOKS[0])
  .option('--explain', 'show where the prices come from')
  .option('--json', 'print it as JSON')
  .action(async (price, amount, { time, book: name, explain: explains, json }) => {
    const cost = chargeAmount(await readBook(name), price, { amount, time });
    if (json) return printJson({ usd: expected(cost), explanation: explain(cost) });
    print(drawTable(['price', 'amount', 'USD'], [[price, amount, showNumber(expected(cost))]]));
    if (explains) print(drawTree(explain(cost)));
  });
