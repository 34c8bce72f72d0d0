import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { referencePages } from '../../src/reference.ts';
import { WORKSPACE } from '../../src/workspace.ts';

test('the reference pages are what the code says; `pnpm reference` writes them', async () => {
  for (const [path, text] of Object.entries(await referencePages())) {
    expect(readFileSync(join(WORKSPACE, path), 'utf8'), path).toBe(text);
  }
});
