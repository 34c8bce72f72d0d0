import { describe, expect, test } from 'vitest';
import {
  type Bytes,
  formatBytes,
  formatDuration,
  formatRate,
  type Milliseconds,
  parseBytes,
  parseDuration,
} from '../src/units.ts';

describe('parseBytes', () => {
  test.each([
    ['0', 0],
    ['4096', 4096],
    ['64MiB', 67_108_864],
    ['1.5 GB', 1_500_000_000],
    ['2kB', 2000],
  ])('reads %s as %i', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  test.each(['', '-1', '1.5', '12 parsecs', '64mib', 'MiB', '1e3', '99999999999TiB'])(
    'refuses %s',
    (text) => {
      expect(parseBytes(text)).toBeUndefined();
    },
  );
});

describe('parseDuration', () => {
  test.each([
    ['500ms', 500],
    ['90s', 90_000],
    ['1.5 h', 5_400_000],
    ['10m', 600_000],
    ['2d', 172_800_000],
  ])('reads %s as %i milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '90', '-1s', '1.0001ms', '3 weeks', 'm'])('refuses %s', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.00 KiB'],
  [1_267_000_000, '1.18 GiB'],
  [1024 * 1023.9, '1.00 MiB'],
])('formatBytes writes %d with three digits and an IEC unit', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('formatRate is decimal', () => {
  expect(formatRate(212_000_000)).toBe('212 MB/s');
});

test.each([
  [840, '840 ms'],
  [4200, '4.2 s'],
  [59_960, '1m 00s'],
  [221_000, '3m 41s'],
  [7_500_000, '2h 05m'],
  [273_600_000, '3d 4h'],
])('formatDuration writes %d ms as %s', (duration, text) => {
  expect(formatDuration(duration)).toBe(text);
});

test('one unit does not pass for another, a plain number does', () => {
  const takeBytes = (bytes: Bytes): number => bytes;
  const duration: Milliseconds = 5;
  // @ts-expect-error milliseconds are not bytes
  expect(takeBytes(duration)).toBe(5);
  expect(takeBytes(5)).toBe(5);
});
