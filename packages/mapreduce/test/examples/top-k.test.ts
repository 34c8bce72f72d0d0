import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();

function bookmark(...terms: string[]): string {
  return `${JSON.stringify({ title: 'x', tags: terms.map((term) => ({ term })) })}\n`;
}

test('top-k ranks tags by bookmarks, equal ones by their bytes, and puts all in one part', async () => {
  const a = bookmark('ore', 'mill') + bookmark('mill', 'ü') + bookmark('z');
  const b = `${bookmark('ore', 'ore', 'a')}{"title": "no tags"}\n`;
  const { parts } = await run('top-k', { a, b }, { options: { k: 4 } });
  expect(parts[0]).toEqual(['1\tmill\t2', '2\tore\t2', '3\ta\t1', '4\tz\t1']);
  expect(parts.slice(1).flat()).toEqual([]);
});

test('top-k keeps no more than it needs, and gives fewer when there are fewer', async () => {
  const many = Array.from({ length: 300 }, (_, index) => bookmark(`tag${index % 100}`, `tag${index % 7}`));
  const { parts } = await run('top-k', { many: many.join('') }, { options: { k: 2 } });
  // Of 300 bookmarks 43 have a number that leaves 0 when divided by 7, and 3 one that leaves 0 by 100; one is both.
  expect(parts[0]).toEqual(['1\ttag0\t45', '2\ttag1\t45']);
  const few = await run('top-k', { few: bookmark('only') });
  expect(few.parts.flat()).toEqual(['1\tonly\t1']);
});

test('top-k refuses a k that is not a whole number above zero', async () => {
  for (const k of [0, 1.5, 'ten']) {
    await expect(run('top-k', { a: '' }, { options: { k } })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  }
});
