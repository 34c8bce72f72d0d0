import { expect, it } from 'vitest';
import { drawTable } from '../../src/cli/draw-table.ts';

it('numbers stand to the right, null is seen, control characters do nothing', () => {
  expect(
    drawTable(
      ['word', 'count'],
      [
        ['a\u001b[2J', 7],
        [null, 1000],
      ],
    ).split('\n'),
  ).toEqual([
    '┌───────┬───────┐',
    '│ word  │ count │',
    '├───────┼───────┤',
    '│ a�[2J │     7 │',
    '│ ∅     │  1000 │',
    '└───────┴───────┘',
  ]);
});

it('a long text is cut', () => {
  expect(drawTable(['text'], [['x'.repeat(100)]])).toContain(` ${'x'.repeat(59)}… `);
});
