import { describe, expect, test } from 'vitest';
import { crc16, SLOT_COUNT, slotOf, slotOfBehind } from '../../src/client/slot.ts';
import { formatSlots, slotRanges, slotSet } from '../../src/cluster/slot-set.ts';

describe('slots', () => {
  test('the CRC of the specification is that of 123456789', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
    expect(crc16(Buffer.alloc(0))).toBe(0);
  });

  test.each([
    ['foo', 12182],
    ['bar', 5061],
    ['somekey', 11058],
    ['{foo}bar', 12182],
    ['user1000', 3443],
    ['{user1000}.following', 3443],
    ['{user1000}.followers', 3443],
  ])('%s is in slot %d', (key, slot) => {
    expect(slotOf(Buffer.from(key))).toBe(slot);
  });

  test('only what is between the first { and the first } behind it is a tag, and not when it is empty', () => {
    const whole = (key: string) => crc16(Buffer.from(key)) % SLOT_COUNT;
    expect(slotOf(Buffer.from('foo{}{bar}'))).toBe(whole('foo{}{bar}'));
    expect(slotOf(Buffer.from('foo{{bar}}zap'))).toBe(whole('{bar'));
    expect(slotOf(Buffer.from('foo{bar}{zap}'))).toBe(whole('bar'));
    expect(slotOf(Buffer.from('a}b{c'))).toBe(whole('a}b{c'));
  });

  test('a key behind a prefix has the slot of both together', () => {
    const prefix = Buffer.from('tags:v12:');
    for (const key of ['', 'a', 'a key', '{x}y', 'y{x}', '}{', '{}', 'ÿ\0']) {
      const bytes = Buffer.from(`--${key}--`);
      const slot = slotOfBehind(bytes, 2, bytes.length - 2, crc16(prefix));
      expect(slot).toBe(slotOf(Buffer.concat([prefix, Buffer.from(key)])));
    }
  });

  test('a set of slots is told as ranges', () => {
    const slots = slotSet([
      [0, 3],
      [7, 7],
      [16_383, 16_383],
    ]);
    const ranges = slotRanges((slot) => slots[slot] === 1);
    expect(formatSlots(ranges)).toBe('0-3, 7, 16383');
    expect(slotRanges(() => false)).toEqual([]);
  });
});
