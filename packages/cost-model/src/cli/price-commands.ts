import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { describeMedium, MEDIA } from '../medium/media.ts';
import { BOOKS } from '../price/price-book.ts';
import { readBook } from './read-book.ts';

export const pricesCommand = new Command('prices')
  .description('list the prices of a book, each with the document that it is from')
  .argument('[prefix]', 'of their names, as s3 or ec2.r7g')
  .option(
    '--book <name>',
    `${BOOKS.join(', ')}; a file of your own; or aws:eu-west-1 for what a region costs now`,
    BOOKS[0],
  )
  .option('--quotes', 'show the lines that were quoted')
  .option('--json', 'print the book as JSON')
  .action(async (prefix = '', { book: name, json, quotes }) => {
    const book = await readBook(name);
    const prices = book.prices.filter(({ id }) => id.startsWith(prefix));
    if (json) return printJson({ ...book, prices });
    if (quotes) {
      for (const { id, amount, unit, quote, source } of prices) {
        print(
          `${id}  ${amount} ${unit}\n  ${book.sources[source]?.date}  ${book.sources[source]?.address}\n  ${quote}`,
        );
      }
      return;
    }
    print(
      drawTable(
        ['price', 'USD', 'unit', 'of', 'what'],
        prices.map(({ id, amount, unit, source, what }) => [
          id,
          String(amount),
          unit,
          book.sources[source]?.date ?? '',
          what,
        ]),
      ),
    );
  });

export const mediaCommand = new Command('media')
  .description('list the media that data can be kept in')
  .option('--json', 'print them as JSON')
  .action(({ json }) => {
    const items = Object.entries(MEDIA).map(([name, medium]) => describeMedium(name, medium));
    if (json) return printJson({ items });
    print(
      drawTable(
        ['medium', 'what', 'lies as', 'kept at the price of', 'read', 'written', 'machines beside'],
        items.map(({ name, title, layout, price, read = '', write = '', compute = '' }) => [
          name,
          title,
          layout,
          price,
          read,
          write,
          compute,
        ]),
      ),
    );
  });
