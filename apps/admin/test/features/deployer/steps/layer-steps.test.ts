import { expect, test } from 'vitest';
import { layerSteps } from '../../../../src/features/deployer/steps/layer-steps.ts';
import { nextTo } from '../../../../src/features/deployer/steps/next-to.ts';

const DIAMOND = [
  { name: 'build', needs: [] },
  { name: 'lint', needs: [] },
  { name: 'test', needs: ['build'] },
  { name: 'deploy', needs: ['test', 'lint'] },
];

test('a step stands right of all that it needs, and a long line bends around what is between', () => {
  const { columns, lines, rows, steps } = layerSteps(DIAMOND);
  expect([columns, rows]).toEqual([3, 2]);
  expect(Object.fromEntries(steps.map(({ name, column }) => [name, column]))).toEqual({
    build: 0,
    lint: 0,
    test: 1,
    deploy: 2,
  });
  const rowOf = (name: string) => steps.find((step) => step.name === name)?.row;
  const bend = lines.find(({ from }) => from === 'lint')?.bends;
  expect(bend).toEqual([expect.objectContaining({ column: 1 })]);
  expect(bend?.[0]?.row).not.toBe(rowOf('test'));
});

test('the order of a column follows that of what it needs, so that lines do not cross', () => {
  const { steps } = layerSteps([
    { name: 'a', needs: [] },
    { name: 'b', needs: [] },
    { name: 'after-b', needs: ['b'] },
    { name: 'after-a', needs: ['a'] },
  ]);
  const rowOf = (name: string) => steps.find((step) => step.name === name)?.row;
  expect(rowOf('after-a')).toBe(rowOf('a'));
  expect(rowOf('after-b')).toBe(rowOf('b'));
});

test('names that are no step, and cycles, are drawn without a fault', () => {
  expect(layerSteps([{ name: 'a', needs: ['gone'] }]).lines).toEqual([]);
  const cycle = layerSteps([
    { name: 'a', needs: ['b'] },
    { name: 'b', needs: ['a'] },
  ]);
  expect(cycle.steps).toHaveLength(2);
  expect(layerSteps([])).toEqual({ steps: [], lines: [], columns: 0, rows: 0 });
});

test('a thousand steps each have a place of their own', () => {
  const nodes = Array.from({ length: 1000 }, (_, index) => ({
    name: `s${index}`,
    needs: index < 20 ? [] : [`s${index - 20}`, `s${(index * 7) % 20}`],
  }));
  const { steps } = layerSteps(nodes);
  expect(new Set(steps.map(({ column, row }) => `${column} ${row}`)).size).toBe(1000);
});

test('the arrow keys go along the lines, and up and down within a column', () => {
  const laid = layerSteps(DIAMOND);
  expect(nextTo('build', 'ArrowRight', laid)).toBe('test');
  expect(nextTo('test', 'ArrowLeft', laid)).toBe('build');
  const [first, second] = laid.steps.filter(({ column }) => column === 0).toSorted((a, b) => a.row - b.row);
  expect(nextTo(first?.name, 'ArrowDown', laid)).toBe(second?.name);
  expect(nextTo(first?.name, 'ArrowUp', laid)).toBeUndefined();
  expect(nextTo('deploy', 'Home', laid)).toBeUndefined();
});
