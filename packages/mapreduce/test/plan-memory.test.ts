import { expect, test } from 'vitest';
import { configSchema } from '../src/config.ts';
import { planMemory } from '../src/plan-memory.ts';

const MIB = 2 ** 20;

function plan(change: Parameters<typeof configSchema.parse>[0]) {
  return planMemory(configSchema.parse(change));
}

test('more memory gives the workers more room, and never more than there is', () => {
  for (const workers of [2, 4]) {
    const small = plan({ workers, memoryBytes: 512 * MIB });
    const large = plan({ workers, memoryBytes: 2048 * MIB });
    expect(large.limits.arenaBytes).toBeGreaterThan(small.limits.arenaBytes);
    expect(small.workers * (small.limits.arenaBytes + small.youngBytes)).toBeLessThan(512 * MIB);
  }
});

test('workers that were not asked for are as many as the memory is enough for', () => {
  expect(plan({ memoryBytes: 160 * MIB }).workers).toBe(1);
});

test('workers that were asked for and do not fit are refused with what they need', () => {
  expect(() => plan({ workers: 32, memoryBytes: 512 * MIB })).toThrow(
    expect.objectContaining({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(/32 workers need \d+ MiB/),
    }),
  );
  expect(() => plan({ runner: 'inline', memoryBytes: MIB })).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID' }),
  );
});

test('a limit of the arena is kept', () => {
  expect(plan({ workers: 1, memoryBytes: 4096 * MIB, limits: { arenaBytes: 5000 } }).limits.arenaBytes).toBe(
    5000,
  );
});

test('a worker that collects its parts has room for one beside its arena', () => {
  const config = configSchema.parse({ workers: 2, memoryBytes: 512 * MIB });
  const { limits, youngBytes } = planMemory(config, { collectsParts: true });
  expect(limits.partBytes).toBeGreaterThan(64 * MIB);
  expect(limits.arenaBytes).toBeGreaterThan(16 * MIB);
  expect(2 * (limits.partBytes + limits.arenaBytes + youngBytes)).toBeLessThan(512 * MIB);
  const small = configSchema.parse({ workers: 2, memoryBytes: 224 * MIB });
  expect(planMemory(small).workers).toBe(2);
  expect(() => planMemory(small, { collectsParts: true })).toThrow(/2 workers need \d+ MiB/);
});
