import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { collectGarbage } from '../../src/store/collect-garbage.ts';
import { excessOf, type Kept } from '../../src/store/find-excess.ts';
import { stepRulesOf, storeLimitsOf } from '../../src/store/limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'deployer-gc-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DAY_MS = 24 * 60 * 60_000;
const nowMs = 1_800_000_000_000;

function write(path: string, ageDays: number, bytes = 100): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, 'x'.repeat(bytes));
  const at = new Date(nowMs - ageDays * DAY_MS);
  for (let one = full; one !== folder; one = dirname(one)) utimesSync(one, at, at);
}

it('what is too old goes, each kind after its days, and a dry run removes nothing', async () => {
  write('logs/old/test.1/000000000000.log.zst', 100);
  write('logs/new/test.1/000000000000.log.zst', 80);
  write('reports/old/0.1/junit.xml', 100);
  write('artifacts/ab/abcd.tar.zst', 31);
  write('artifacts/ab/abce.tar.zst', 29);
  write('caches/shop/deps/one.tar.zst', 31);
  write('caches/shop/deps/two.tar.zst', 2);
  write('runs/lost/tree/a.txt', 8);
  write('runs/now/tree/a.txt', 1);
  const limits = storeLimitsOf({});
  const names = [
    ['log', 'old'],
    ['report', 'old'],
    ['artifact', 'ab/abcd.tar.zst'],
    ['cache', 'shop/deps/one.tar.zst'],
    ['workspace', 'lost'],
  ];
  const told = await collectGarbage({ folder, limits, nowMs, isDryRun: true });
  expect(told.map(({ kind, name }) => [kind, name])).toEqual(names);
  expect(existsSync(join(folder, 'logs/old'))).toBe(true);
  expect(await collectGarbage({ folder, limits, nowMs })).toEqual(told);
  expect(told.map(({ path }) => existsSync(path))).toEqual([false, false, false, false, false]);
  expect(await collectGarbage({ folder, limits, nowMs })).toEqual([]);
});

it('of more than there may be, the least recently used go, but for what was used a moment ago', () => {
  const kept = (name: string, ageDays: number): Kept => ({
    kind: 'cache',
    name,
    path: name,
    bytes: 10,
    usedAtMs: nowMs - ageDays * DAY_MS,
  });
  const all = [kept('new', 0.1), kept('old', 3), kept('older', 5), kept('oldest', 20)];
  const names = (bytesMax: number) =>
    excessOf(all, 10 * DAY_MS, bytesMax, nowMs).map(({ name, reason }) => `${name}: ${reason}`);
  expect(names(1000)).toEqual(['oldest: age']);
  expect(names(30)).toEqual(['oldest: age']);
  expect(names(20)).toEqual(['oldest: age', 'older: quota']);
  expect(names(5)).toEqual(['oldest: age', 'older: quota', 'old: quota']);
});

it('limits come from variables, and one that is no size is told', () => {
  const limits = storeLimitsOf({
    OREMILL_CACHE_BYTES_MAX: '2GiB',
    OREMILL_LOG_DAYS: '0.5',
    OREMILL_LOG_BYTES_MAX: '',
  });
  expect(limits).toEqual({ ...storeLimitsOf({}), cacheBytesMax: 2 * 1024 ** 3, logDays: 0.5 });
  expect(stepRulesOf({ OREMILL_STEP_VARIABLES: 'HTTPS_PROXY, JAVA_HOME' }).passOn).toEqual([
    'HTTPS_PROXY',
    'JAVA_HOME',
  ]);
  expect(stepRulesOf({}).passOn).toEqual([]);
  expect(() => storeLimitsOf({ OREMILL_CACHE_BYTES_MAX: 'much' })).toThrow(
    'OREMILL_CACHE_BYTES_MAX: it is a size: 20GiB',
  );
});
