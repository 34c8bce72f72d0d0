import type { LogLine } from '@oremill/types';
import { expect, test } from 'vitest';
import { LogReader } from '../../../../src/features/deployer/log/log-reader.ts';

/** A log that can grow, and what was asked of it. */
function growingLog(lines: number) {
  const log = { lines, hasEnded: false, asked: [] as number[] };
  const lineAt = (line: number): LogLine => ({ line, atMs: line, stream: 'out', text: `line ${line}` });
  const read = async (from: number, count: number) => {
    log.asked.push(from);
    const end = Math.min(log.lines, from + count);
    const wanted = Array.from({ length: Math.max(0, end - from) }, (_, offset) => lineAt(from + offset));
    return { lines: wanted, total: log.lines, hasEnded: log.hasEnded };
  };
  return { log, read };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('lines are read where they are looked at, once, and what comes is read on', async () => {
  const { log, read } = growingLog(1_000_000);
  const reader = new LogReader(read);
  await reader.refresh();
  expect(reader.state).toMatchObject({ total: 1_000_000, hasEnded: false });
  reader.want(500_500, 500_540);
  reader.want(500_500, 500_540);
  await settle();
  expect(reader.lineAt(500_539)?.text).toBe('line 500539');
  reader.want(500_600, 500_640);
  await settle();
  expect(log.asked).toEqual([0, 500_000]);

  log.lines += 3;
  await reader.refresh();
  expect([reader.state.total, reader.lineAt(1_000_002)?.text]).toEqual([1_000_003, 'line 1000002']);
  log.hasEnded = true;
  await reader.refresh();
  await reader.refresh();
  expect(log.asked).toEqual([0, 500_000, 1_000_000, 1_000_003]);
});

test('what was looked at longest ago is forgotten, and read again when it is wanted', async () => {
  const { log, read } = growingLog(100_000);
  const reader = new LogReader(read);
  await reader.refresh();
  for (let from = 1000; from < 60_000; from += 1000) reader.want(from, from + 10);
  await settle();
  expect(reader.lineAt(0)).toBeUndefined();
  expect(reader.lineAt(59_000)?.text).toBe('line 59000');
  reader.want(0, 10);
  await settle();
  expect(reader.lineAt(0)?.text).toBe('line 0');
  expect(log.asked.filter((from) => from === 0)).toHaveLength(2);
});

test('a read that fails is told, and the next that succeeds clears it', async () => {
  const { read } = growingLog(10);
  let isBroken = true;
  const reader = new LogReader(async (from, count) => {
    if (isBroken) throw new Error('gone');
    return read(from, count);
  });
  const heard: unknown[] = [];
  reader.subscribe(() => heard.push(reader.state.error));
  await reader.refresh();
  isBroken = false;
  await reader.refresh();
  expect(heard).toEqual([new Error('gone'), undefined]);
});
