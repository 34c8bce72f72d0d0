import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const HERE = new URL('../../', import.meta.url);
const scratch = useScratch();

test('the job in the README is the example that runs', () => {
  const readme = readFileSync(new URL('README.md', HERE), 'utf8');
  const example = readFileSync(new URL('examples/word-count.ts', HERE), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
});

test('the numbers in the concept are those of its commands', async () => {
  const concept = readFileSync(new URL('../../docs/concepts/mapreduce.md', HERE), 'utf8');
  const folder = scratch();
  const sample = Buffer.concat([...generateBookmarks({ bytes: 2 ** 20, seed: 1 })]);
  const input = writeInput(folder, 'bookmarks.jsonl', sample);
  const output = join(folder, 'refined');

  const { progress, counters, manifest } = await runJob({
    job: new URL('examples/tag-statistics.ts', HERE),
    inputs: [input],
    output,
    runner: 'inline',
  });

  const { kept_entries: kept = 0, skipped_entries: skipped = 0 } = counters.mapper ?? {};
  const first = JSON.parse(sample.toString('utf8').split('\n')[0] ?? '');
  const row = readRows(output)
    .split('\n')
    .find((line) => line.startsWith(`${first.id}\t`));
  const rows = manifest?.parts.map((part) => part.rows) ?? [];
  const claims = [
    `has ${progress.inputBytes.toLocaleString('en-US')} bytes`,
    `${progress.records} records are read`,
    `has ${first.tags.length} tags`,
    `\`${row?.split('\t').slice(1, 10).join(' ')} …\``,
    `${kept} records end so`,
    `${progress.records - kept - skipped} have no \`tags\``,
    `for ${skipped} the mapper throws`,
    `The ${kept} pairs`,
    `${rows.slice(0, -1).join(', ')} and ${rows.at(-1)} rows`,
    `${progress.outputBytes.toLocaleString('en-US')} bytes in four parts`,
    `a **yield** of ${((100 * progress.outputBytes) / progress.inputBytes).toFixed(1)} %`,
    `the ${skipped} skipped records`,
  ];
  for (const claim of claims) expect(concept).toContain(claim);
});
