import { readFileSync } from 'node:fs';
import { sharedData } from '@oremill/workbench/missing';
import { expect, test } from 'vitest';
import { cookbookCases } from '../cases/cookbook.cases.ts';
import { byBytes, linesOf, useExamples } from '../examples/run-example.ts';

const files = { 'access-log': 'apache_access.log', bookmarks: 'bookmarks.jsonl' } as const;
const data = sharedData(...Object.values(files));
const run = useExamples();

test.skipIf(data.skip).each(cookbookCases)(
  data.title('$example has the rows of a plain computation over real data, in worker threads'),
  async ({ example, input, options, plain }) => {
    const file = data.path(files[input]);
    const { rows } = await run(example, [file], { options, runner: 'threads', workers: 2, limits: {} });
    expect(rows.length).toBeGreaterThan(4);
    expect(rows).toEqual(byBytes(plain(linesOf(readFileSync(file, 'utf8')))));
  },
);
