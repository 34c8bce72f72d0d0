import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@oremill/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readReport } from '../../src/measure/read-report.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oremill-deployer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const reports = [
  'pytest.xml',
  'gtest.xml',
  'surefire.xml',
  'coverage-py.xml',
  'coverage-py.lcov',
  'istanbul.json',
];
const others = ['pylint.json', 'ruff.sarif', 'checkstyle.xml', 'cpd.xml'];

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test.each([...reports, ...others])(
  '%s cut anywhere is refused with the place, never read in part',
  async (name) => {
    const whole = readFileSync(new URL(`../reports/${name}`, import.meta.url));
    const format = {
      format: { 'coverage-py.lcov': 'lcov', 'ruff.sarif': 'sarif' }[name] as 'lcov' | undefined,
    };
    // What is cut is only space where a report ends with a line.
    const end = whole.toString().trimEnd().length;
    for (let bytes = 60; bytes < end; bytes += Math.max(1, Math.floor(end / 60))) {
      const path = write(`cut-${name}`, whole.subarray(0, bytes));
      const error = await readReport(path, format).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error, `${bytes} bytes`).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: expect.stringMatching(/^REPORT_(INVALID|UNKNOWN)$/) });
      expect((error as AppError).message).toContain(path);
    }
  },
);

test('entities of its own are refused, so that none can grow', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><testsuites>&b;</testsuites>`;
  await expect(readReport(write('bomb.xml', bomb))).rejects.toMatchObject({
    code: 'REPORT_INVALID',
    message: expect.stringMatching(/bomb\.xml:1:\d+: it declares entities/),
  });
  const outside = `<!DOCTYPE testsuites SYSTEM "file:///etc/passwd"><testsuites>&x;</testsuites>`;
  await expect(readReport(write('outside.xml', outside))).rejects.toMatchObject({ code: 'REPORT_INVALID' });
});

test('a report, a text in it, and a line are no larger than the limits', async () => {
  const large = write(
    'large.xml',
    `<testsuites><testcase name="a"><system-out>${'x'.repeat(300_000)}</system-out></testcase></testsuites>`,
  );
  await expect(readReport(large, { limits: { bytesMax: 1000 } })).rejects.toMatchObject({
    code: 'REPORT_TOO_LARGE',
  });
  await expect(readReport(large, { limits: { textBytesMax: 100_000 } })).rejects.toMatchObject({
    code: 'REPORT_TOO_LARGE',
    message: expect.stringContaining('large.xml:1'),
  });
  await expect(readReport(large)).resolves.toMatchObject({ cases: [{ name: 'a' }] });
  const line = write('line.lcov', `SF:a\n${'x'.repeat(300_000)}`);
  await expect(readReport(line, { limits: { textBytesMax: 100_000 } })).rejects.toMatchObject({
    code: 'REPORT_TOO_LARGE',
  });
  const json = write('large.json', JSON.stringify([{ messages: 'x'.repeat(10_000) }]));
  await expect(readReport(json, { limits: { jsonBytesMax: 1000 } })).rejects.toMatchObject({
    code: 'REPORT_TOO_LARGE',
  });
});

test('of a report of 2 GiB not a byte is read', async () => {
  const path = write('huge.xml', '<testsuite name="s">');
  truncateSync(path, 2 * 1024 ** 3);
  await expect(readReport(path, { root: folder })).rejects.toMatchObject({
    code: 'REPORT_TOO_LARGE',
    message: 'huge.xml has 2147483648 bytes, and at most 1073741824 are read',
  });
});

test('many tests with much output are read in the memory of one', async () => {
  const one = `<testcase name="t" time="1,234.5"><system-out>${'out '.repeat(50_000)}</system-out></testcase>`;
  const path = write('long.xml', `<testsuite name="s">${one.repeat(200)}</testsuite>`);
  const report = await readReport(path, { limits: { textBytesMax: 1_000_000 } });
  expect(report).toMatchObject({ cases: { length: 200 } });
  expect(report).toMatchObject({
    cases: expect.arrayContaining([expect.objectContaining({ seconds: 1234.5, suite: 's' })]),
  });
});

test.each([
  ['deep.xml', '<testsuite>'.repeat(300), 'deep'],
  ['tags.xml', '<testsuite><testcase></testsuite>', 'tags.xml:1:'],
  ['lines.xml', '<coverage><class filename="a"><line number="x" hits="1"/></class></coverage>', 'number x'],
  ['facts.lcov', 'TN:\nDA:1,1\n', 'facts.lcov:2: DA comes before SF'],
  ['counts.lcov', 'SF:a\nDA:one,1\nend_of_record\n', 'counts.lcov:2: one where a number is to be'],
  ['types.sarif', '{"runs": [{"tool": {}}]}', 'runs.0.tool.driver'],
])('%s is refused, and says where', async (name, content, message) => {
  await expect(readReport(write(name, content))).rejects.toMatchObject({
    code: 'REPORT_INVALID',
    message: expect.stringContaining(message),
  });
});

test.each([
  ['clover.xml', '<coverage clover="3.2"></coverage>'],
  ['text.txt', 'All tests passed'],
  ['empty.xml', ''],
  ['page.html', '<!DOCTYPE html><html></html>'],
])('%s is no report that is known', async (name, content) => {
  await expect(readReport(write(name, content))).rejects.toMatchObject({ code: 'REPORT_UNKNOWN' });
});

test('a report that is not there, and one in another encoding', async () => {
  await expect(readReport(join(folder, 'none.xml'))).rejects.toMatchObject({ code: 'REPORT_MISSING' });
  await expect(readReport(folder)).rejects.toMatchObject({ code: 'REPORT_MISSING' });
  const latin =
    '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="s"><testcase name="grün"/></testsuite>';
  const path = write('latin.xml', Buffer.from(latin, 'latin1'));
  await expect(readReport(path)).resolves.toMatchObject({ cases: [{ name: 'grün' }] });
  const wide = write(
    'wide.xml',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(latin.replace('ISO-8859-1', 'utf-16'), 'utf16le')]),
  );
  await expect(readReport(wide, { format: 'junit' })).resolves.toMatchObject({ cases: [{ name: 'grün' }] });
});

test('a list of findings has any length', async () => {
  const errors = Array.from(
    { length: 1000 },
    (_, at) => `<error line="${at + 1}" message="m" source="r.R"/>`,
  );
  const text = `<checkstyle version="8"><file name="a.c">${errors.join('\n')}</file></checkstyle>`;
  const report = await readReport(write('long.xml', text));
  expect(report).toMatchObject({ kind: 'findings', findings: { length: 1000 } });
});
