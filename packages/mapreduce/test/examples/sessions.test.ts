import { expect, test } from 'vitest';
import { useExamples } from './run-example.ts';

const run = useExamples();

function request(host: string, time: string, bytes: number | '-', zone = '+0000'): string {
  return `${host} - - [01/Feb/2026:${time} ${zone}] "GET / HTTP/1.1" 200 ${bytes} "-" "agent"\n`;
}

const LOG =
  request('::1', '10:00:05', 100) +
  request('::2', '10:00:00', 7) +
  request('::1', '10:00:00', '-') +
  request('::1', '10:30:05', 30) +
  request('::1', '10:00:06', 1, '-0100') +
  request('::1', '11:30:07', 2);

test('sessions cuts where a pause is longer than half an hour, and not where it is as long', async () => {
  const { rows, execution } = await run('sessions', { log: LOG });
  expect(rows).toEqual([
    '::1\t2026-02-01T10:00:00Z\t1805\t3\t130',
    '::1\t2026-02-01T11:00:06Z\t0\t1\t1',
    '::1\t2026-02-01T11:30:07Z\t0\t1\t2',
    '::2\t2026-02-01T10:00:00Z\t0\t1\t7',
  ]);
  expect(execution.counters).toEqual({ sessions: { visits: 4 } });
});

test('sessions takes another pause', async () => {
  const { rows } = await run('sessions', { log: LOG }, { options: { pauseMinutes: 60 } });
  expect(rows).toEqual(['::1\t2026-02-01T10:00:00Z\t5407\t5\t133', '::2\t2026-02-01T10:00:00Z\t0\t1\t7']);
});
