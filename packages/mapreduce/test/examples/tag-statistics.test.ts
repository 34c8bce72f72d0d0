import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSkipped } from '../../src/output/read-output.ts';
import { runJob } from '../../src/run-job.ts';
import { lineCases } from '../cases/tag-statistics.cases.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../../examples/tag-statistics.ts', import.meta.url);
const scratch = useScratch();

test.each(lineCases.map((lineCase) => [lineCase.rule, lineCase.title, lineCase] as const))(
  'rule %i: %s',
  async (_rule, _title, { line, outcome }) => {
    const folder = scratch();
    const input = writeInput(folder, 'line.jsonl', Buffer.concat([Buffer.from(line), Buffer.from('\n')]));
    const output = join(folder, 'output');

    const { counters } = await runJob({ job: JOB, inputs: [input], output, runner: 'inline', partitions: 1 });

    const row = readFileSync(join(output, 'part-00000'), 'utf8');
    const { items: skipped } = await readSkipped(output, { limit: 10 });
    if (outcome === 'skipped') {
      expect({ counters, row }).toEqual({ counters: { mapper: { skipped_entries: 1 } }, row: '' });
      const bytes = Buffer.byteLength(line);
      const kept = isUtf8(Buffer.from(line))
        ? { text: line }
        : { base64: Buffer.from(line).toString('base64') };
      expect(skipped).toEqual([
        { file: input, offset: 0, bytes, reason: expect.stringMatching(/./), ...kept },
      ]);
    } else if (outcome === 'uncounted') {
      expect({ counters, row, skipped }).toEqual({ counters: {}, row: '', skipped: [] });
    } else {
      const kept = { mapper: { kept_entries: 1 } };
      expect({ counters, row, skipped }).toEqual({ counters: kept, row: `${outcome.row}\n`, skipped: [] });
    }
  },
);

test('one file with all cases has the sum of their outcomes, whatever stands next to what', async () => {
  const folder = scratch();
  const lines = lineCases.flatMap(({ line }) => [Buffer.from(line), Buffer.from('\n')]);
  const input = writeInput(folder, 'all.jsonl', Buffer.concat(lines));
  const output = join(folder, 'output');

  const { counters } = await runJob({ job: JOB, inputs: [input], output, runner: 'inline' });

  const rows = lineCases.flatMap(({ outcome }) => (typeof outcome === 'object' ? [outcome.row] : []));
  const skipped = lineCases.filter(({ outcome }) => outcome === 'skipped').length;
  expect(counters).toEqual({ mapper: { kept_entries: rows.length, skipped_entries: skipped } });
  const encoded = rows
    .map((row) => Buffer.from(`${row}\n`).toString('latin1'))
    .sort((a, b) => (a < b ? -1 : 1));
  expect(readRows(output)).toBe(encoded.join(''));
});
