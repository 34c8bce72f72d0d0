import { expect, test } from 'vitest';
import { idSchema, newId } from '../src/id.ts';

test('ids sort by their time, whatever their chance', () => {
  const earlier = newId(1_700_000_000_000, () => 0.999);
  const later = newId(1_700_000_000_001, () => 0);
  expect([later, earlier].sort()).toEqual([earlier, later]);
});

test('an id has the shape that the contract checks, and a path does not', () => {
  expect(idSchema.safeParse(newId(Date.UTC(2026, 0), Math.random)).success).toBe(true);
  expect(idSchema.safeParse('../../../etc/passwd').success).toBe(false);
});
