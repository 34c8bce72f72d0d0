import { expect, test } from 'vitest';
import { drawGraph } from '../../src/cli/draw-graph.ts';

test('a graph has a line for each node, and a lane from each to the last that needs it', () => {
  expect(
    drawGraph([
      { name: 'install', needs: [] },
      { name: 'build', needs: ['install'] },
      { name: 'lint', needs: ['install'] },
      { name: 'test', needs: ['build', 'install'] },
      { name: 'alone', needs: [] },
      { name: 'report', needs: ['lint', 'test'] },
    ]),
  ).toBe(
    `
╭──────── install
├─┬────── build
├─│─┬──── lint
╰─┴─│─┬── test
    │ │   alone
    ╰─┴── report`.slice(1),
  );
});

test('nodes without needs have no lanes, and too many lanes are no picture', () => {
  expect(drawGraph([{ name: 'a', needs: [] }])).toBe('  a');
  const many = Array.from({ length: 30 }, (_, index) => ({ name: `n${index}`, needs: [] }));
  expect(drawGraph([...many, { name: 'all', needs: many.map(({ name }) => name) }])).toBeUndefined();
});
