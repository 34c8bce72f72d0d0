import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { readPostings } from '../../examples/inverted-index.ts';
import { useExamples } from './run-example.ts';

const run = useExamples();

/** Word → postings, as they are read back from the rows. */
function readIndex(rows: readonly string[]) {
  return Object.fromEntries(
    rows.map((row) => {
      const [word = '', documents, column = ''] = row.split('\t');
      const postings = [...readPostings(column)];
      expect(postings).toHaveLength(Number(documents));
      return [word, postings.map(({ document, count }) => [document, count])];
    }),
  );
}

test('inverted-index lists documents by number, also when they come in another order', async () => {
  const { rows } = await run('inverted-index', {
    b: '300\tThe mill\n9007199254740991\tmill\n',
    a: '7\tore, ORE and mill\n0\tthe ore\n',
  });
  expect(readIndex(rows)).toEqual({
    and: [[7, 1]],
    mill: [
      [7, 1],
      [300, 1],
      [9007199254740991, 1],
    ],
    ore: [
      [0, 1],
      [7, 2],
    ],
    the: [
      [0, 1],
      [300, 1],
    ],
  });
});

test('inverted-index agrees with a plain index of many documents, in two bytes a posting', async () => {
  const random = seededRandom(5);
  const plain: Record<string, [number, number][]> = {};
  let lines = '';
  let postings = 0;
  for (let document = 0; document < 2000; document += 1) {
    const words = Array.from({ length: 5 }, () => `w${Math.floor(random() ** 2 * 40)}`);
    lines += `${document}\t${words.join(' ')}\n`;
    for (const word of new Set(words)) {
      plain[word] ??= [];
      plain[word].push([document, words.filter((other) => other === word).length]);
      postings += 1;
    }
  }
  const { rows } = await run('inverted-index', { lines });
  expect(readIndex(rows)).toEqual(plain);
  const bytes = rows.reduce((sum, row) => sum + Buffer.from(row.split('\t')[2] ?? '', 'base64').length, 0);
  expect(bytes / postings).toBeLessThan(2.1);
});

test('inverted-index skips a line without a number or a tab, and says why', async () => {
  const { rows, execution } = await run('inverted-index', { a: 'x\tore\n-1\tore\n1\tore\nore\n' });
  expect(Object.keys(readIndex(rows))).toEqual(['ore']);
  expect(execution.progress).toMatchObject({ records: 4, skipped: 3 });
});

test('inverted-index gives a word that very many documents have several rows, each to be read alone', async () => {
  const lines = Array.from({ length: 65_537 }, (_, index) => `${index}\tore\n`).join('');
  const { parts } = await run('inverted-index', { lines }, { limits: {} });
  const rows = parts.flat().map((row) => row.split('\t'));
  expect(rows.map(([word, documents]) => [word, documents])).toEqual([
    ['ore', '65536'],
    ['ore', '1'],
  ]);
  expect([...readPostings(rows[0]?.[2] ?? '')].at(-1)).toEqual({ document: 65_535, count: 1 });
  expect([...readPostings(rows[1]?.[2] ?? '')]).toEqual([{ document: 65_536, count: 1 }]);
});
