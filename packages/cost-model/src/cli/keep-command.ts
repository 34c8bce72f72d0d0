import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { keepBytes } from '../keep-bytes.ts';
import { MEDIA } from '../medium/media.ts';
import { BOOKS } from '../price/price-book.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import { drawTree, showNumber } from './draw-tree.ts';
import { readBook } from './read-book.ts';

export const keepCommand = new Command('keep')
  .description('tell what so many bytes cost to keep for a month, in each medium')
  .argument('<amount>', 'as "12 GiB"')
  .option('--media <names>', 'with commas between them', Object.keys(MEDIA).join(','))
  .option('--book <name>', 'of prices: see cost prices', BOOKS[0])
  .option('--explain', 'show where the prices come from')
  .option('--json', 'print it as JSON')
  .action(async (amount, { media, book: name, explain, json }) => {
    const { value } = parseQuantity(amount, 'B', 'amount');
    const book = await readBook(name);
    const items = media.split(',').map((medium) => keepBytes(value, 'as asked for', medium, book));
    if (json) return printJson({ items });
    print(
      drawTable(
        ['medium', 'USD a month', 'what'],
        items.map(({ medium, usdMonth, title }) => [medium, showNumber(usdMonth), title]),
      ),
    );
    if (explain) for (const { medium, explanation } of items) print(`\n${medium}\n${drawTree(explanation)}`);
  });
