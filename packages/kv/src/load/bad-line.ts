import assert from 'node:assert/strict';
import { LoadFault } from './load-fault.ts';
import { KEY_BYTES_MAX, STOP, type StopReason } from './load-kernel.ts';
import type { LineFormat } from './source.ts';

/** A line that was left out. */
export interface BadLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

/** What is wrong with a line, as the end of a sentence about it. */
export function reasonOf(stop: StopReason, { keyColumn }: LineFormat): string {
  if (stop === STOP.fieldsMissing) {
    return keyColumn === 0 ? 'has no tab' : `has no field ${keyColumn} (the first is 0)`;
  }
  if (stop === STOP.keyNull) return 'has a key that is null (\\N)';
  if (stop === STOP.valueNull) return 'has a value that is null (\\N)';
  if (stop === STOP.escapeCut) return 'has a field that ends in the middle of an escape';
  assert(stop === STOP.keyTooLong, `${stop} says nothing about a line`);
  return `has a key of more than ${KEY_BYTES_MAX} bytes`;
}

export function tooManyBadLines({ file, line, reason }: BadLine, badLinesMax: number): Error {
  const more = badLinesMax === 0 ? '' : `, and ${badLinesMax} before it were bad as well`;
  return new LoadFault('SOURCE_INVALID', `${file}:${line} ${reason}${more}`, {
    hint: 'Mend the source, or allow bad lines: they are left out and reported.',
  });
}

export function lineTooLong(file: string, line: number, lineBytesMax: number): Error {
  return new LoadFault('SOURCE_INVALID', `${file}:${line} is longer than ${lineBytesMax} bytes`, {
    hint: 'Is this a text of lines with a tab? If it is, allow longer lines.',
  });
}
