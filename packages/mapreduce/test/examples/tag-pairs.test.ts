import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();

function bookmark(...terms: string[]): string {
  return `${JSON.stringify({ tags: terms.map((term) => ({ term })) })}\n`;
}

const BOOKMARKS = `${bookmark('ore', 'mill') + bookmark('mill', 'ore', 'ore', 'red') + bookmark('red')}{"title":"none"}\n`;

test('tag-pairs counts bookmarks with both tags, whichever stands first', async () => {
  const { rows } = await run('tag-pairs', { bookmarks: BOOKMARKS });
  expect(rows).toEqual(['mill\tore\t2']);
});

test('tag-pairs gives rarer pairs when asked', async () => {
  const { rows } = await run('tag-pairs', { bookmarks: BOOKMARKS }, { options: { minCount: 1 } });
  expect(rows).toEqual(['mill\tore\t2', 'mill\tred\t1', 'ore\tred\t1']);
});
