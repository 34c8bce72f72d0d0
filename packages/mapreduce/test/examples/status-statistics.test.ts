import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();

test('status-statistics adds up requests and bytes, and finds the first and the last', async () => {
  const log = [
    'a - - [31/Dec/2025:23:59:59 -0100] "GET / HTTP/1.1" 200 10',
    'b - - [01/Jan/2026:00:00:00 +0000] "GET /\\"quoted\\" HTTP/1.1" 200 5 "-" "agent"',
    'c - ann [01/Jan/2026:00:00:01 +0530] "GET / HTTP/1.1" 404 - "-" "cut off',
    'd - - [01/Foo/2026:00:00:01 +0000] "GET / HTTP/1.1" 200 1',
    'not a request',
  ];
  const { rows, execution } = await run('status-statistics', { log: log.join('\n') });
  expect(rows).toEqual([
    '200\t2\t15\t2026-01-01T00:00:00Z\t2026-01-01T00:59:59Z',
    '404\t1\t0\t2025-12-31T18:30:01Z\t2025-12-31T18:30:01Z',
  ]);
  expect(execution.progress).toMatchObject({ records: 5, skipped: 2 });
});
