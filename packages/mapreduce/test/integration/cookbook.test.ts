import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cookbookCases } from '../cases/cookbook.cases.ts';
import { byBytes, linesOf, useExamples } from '../examples/run-example.ts';
import { mayRun } from './missing.ts';

const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const files = { 'access-log': join(DATA, 'apache_access.log'), bookmarks: join(DATA, 'bookmarks.jsonl') };

const data = mayRun(Object.values(files).every(existsSync), DATA);
const run = useExamples();

test.skipIf(data.skip).each(cookbookCases)(
  data.title('$example has the rows of a plain computation over real data, in worker threads'),
  async ({ example, input, options, plain }) => {
    const file = files[input];
    const { rows } = await run(example, [file], { options, runner: 'threads', workers: 2, limits: {} });
    expect(rows.length).toBeGreaterThan(4);
    expect(rows).toEqual(byBytes(plain(linesOf(readFileSync(file, 'utf8')))));
  },
);
