import { expect, test } from 'vitest';
import { memoryCost, memoryParts, memoryPartsOfAll } from '../../../src/features/kv/memory-parts.ts';
import { memoryOf } from '../../fixtures/dataset.ts';

const memory = memoryOf({
  keyBytes: 100,
  valueBytes: 300,
  expiryBytes: 60,
  headerBytes: 20,
  indexBytes: 70,
  freeBytes: 50,
});

test('the parts that there are add up to the whole, in one order', () => {
  const parts = memoryParts(memory, 10);
  expect(parts.map(({ name }) => name)).toEqual(['keys', 'values', 'expiry', 'headers', 'index', 'free']);
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(memory.totalBytes);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(parts[0]).toMatchObject({ bytes: 100, bytesAPair: 10, color: 'var(--memory-keys)' });
});

test('what an entry costs grows with their number; free and fixed are told apart, and so is expiry', () => {
  expect(memoryCost(memory, 10)).toEqual({ bytesAPair: 9, apartBytes: 50 });
  expect(memoryCost(memory, 0)).toEqual({ bytesAPair: undefined, apartBytes: 50 });
  expect(memoryParts(memory, 0)[0]?.bytesAPair).toBeUndefined();
  expect(memoryParts(memory, 10).at(-1)).toMatchObject({ name: 'free', bytesAPair: undefined });
});

test('the parts of all datasets stand in the same order, whichever has them', () => {
  const all = memoryPartsOfAll([
    memoryOf({ indexBytes: 1, freeBytes: 2 }),
    memoryOf({ keyBytes: 3, orderBytes: 4 }),
  ]);
  expect(all.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['keys', 3],
    ['index', 1],
    ['order', 4],
    ['free', 2],
  ]);
  expect(memoryPartsOfAll([])).toEqual([]);
});
