import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readReports } from '../../src/gate/read-reports.ts';

test('reports with more than an engine can judge are refused, and those before are read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deployer-reports-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, count: number) => {
    const errors = '<error line="1" message="m" source="r.R"/>'.repeat(count);
    writeFileSync(join(folder, name), `<checkstyle><file name="a.c">${errors}</file></checkstyle>`);
    return { path: join(folder, name), name };
  };
  const read = await readReports([write('few.xml', 2), write('many.xml', 249_999)], folder);
  expect(read.reports).toMatchObject([{ kind: 'findings', findings: { length: 2 } }]);
  expect(read.error).toMatchObject({
    code: 'REPORT_TOO_LARGE',
    message: 'many.xml: the reports have more than 250000 tests, findings and duplications',
  });
});
