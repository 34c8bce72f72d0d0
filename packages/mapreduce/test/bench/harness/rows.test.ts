import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareRows, countRows, digestOutput } from '../../../bench/harness/rows.ts';
import { useScratch, writeInput } from '../../scratch.ts';

const scratch = useScratch();

function writeOutput(parts: Record<string, string>): string {
  const folder = join(scratch(), 'output');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(parts)) writeFileSync(join(folder, name), text);
  return folder;
}

test('rows have one digest, however they are divided into parts and ordered', () => {
  const file = writeInput(scratch(), 'output', 'a\nb\nb\nc\n');
  const parts = writeOutput({ 'part-00000': 'b\na\n', 'part-00001': 'c\nb\n', _SUCCESS: '' });

  expect(digestOutput(parts, 'rows')).toBe(digestOutput(file, 'rows'));
  expect(digestOutput(parts, 'bytes')).not.toBe(digestOutput(file, 'bytes'));
});

test('a row that is there once instead of twice changes the digest', () => {
  const folder = scratch();
  const twice = writeInput(folder, 'twice', 'a\nb\nb\n');
  const once = writeInput(folder, 'once', 'a\nb\n');

  expect(digestOutput(once, 'rows')).not.toBe(digestOutput(twice, 'rows'));
});

test('parts behind each other are equal to the file that holds the same bytes', () => {
  const file = writeInput(scratch(), 'output', 'a\nb\nc\n');
  const parts = writeOutput({ 'part-00001': 'b\nc\n', 'part-00000': 'a\n' });

  expect(digestOutput(parts, 'bytes')).toBe(digestOutput(file, 'bytes'));
  expect(countRows(parts)).toBe(3);
});

test('rows that are missing and rows that are extra are counted, each as often as it is there', () => {
  const folder = scratch();
  const reference = writeInput(folder, 'reference', 'b\na\nc\nc\nd\n');
  const output = writeInput(folder, 'output', 'c\na\ne\na\nd\n');

  expect(compareRows(reference, output)).toEqual({ missing: 2, extra: 2 });
  expect(compareRows(reference, reference)).toEqual({ missing: 0, extra: 0 });
});
