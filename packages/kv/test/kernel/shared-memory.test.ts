import { expect, test } from 'vitest';
import { PAGE_BYTES, SharedMemory } from '../../src/kernel/shared-memory.ts';

test('memory has whole pages, and bytes reach as far as it has grown', () => {
  const shared = SharedMemory.ofBytes(PAGE_BYTES + 1);
  const before = shared.bytes;
  expect(before.length).toBe(2 * PAGE_BYTES);
  expect(shared.bytes).toBe(before);
  before[5] = 7;
  shared.memory.grow(3);
  expect(shared.bytes.length).toBe(5 * PAGE_BYTES);
  expect(shared.bytes[5]).toBe(7);
  shared.bytes[6] = 8;
  expect([before.length, before[6]]).toEqual([2 * PAGE_BYTES, 8]);
});

test('who attaches a memory sees what others write', () => {
  const shared = SharedMemory.ofBytes(PAGE_BYTES);
  const other = SharedMemory.attach(structuredClone(shared.memory));
  other.bytes.write('written', 100);
  expect(shared.bytes.toString('latin1', 100, 107)).toBe('written');
  other.memory.grow(1);
  expect(shared.bytes.length).toBe(2 * PAGE_BYTES);
});
