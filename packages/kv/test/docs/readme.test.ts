import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/first-steps.ts', import.meta.url));
const scratch = useScratch();

test('the use in the README is the example, which runs', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(EXAMPLE, 'utf8')}\`\`\``);
  const folder = scratch();
  const source = writeTsv(folder, 'tags.tsv', { music: '17', maths: '4', art: '1' });
  const printed = execFileSync(process.execPath, [EXAMPLE, join(folder, 'kv'), source], { encoding: 'utf8' });
  expect(printed).toBe("17\n[ 'maths', 'music' ]\n");
});
