import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTree, formatProblem } from '../src/check-tree.ts';
import { readTree } from '../src/tree.ts';

test('the real tree is tidy', () => {
  const root = join(import.meta.dirname, '../../..');
  const baseline = JSON.parse(readFileSync(join(root, 'tooling/tidy/file-lengths.json'), 'utf8'));
  const files = readTree(root);
  expect(files.length).toBeGreaterThan(100);
  expect(checkTree(files, baseline).map(formatProblem)).toEqual([]);
});
