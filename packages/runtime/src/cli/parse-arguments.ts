import { parseBytes, parseDuration } from '@oremill/types';
import { InvalidArgumentError } from 'commander';

/** A whole number from the command line, within bounds. */
export function parseCount(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (count >= min && count <= max) return count;
    throw new InvalidArgumentError(
      `It must be a whole number, ${min} or more${max < Number.MAX_SAFE_INTEGER ? `, at most ${max}` : ''}.`,
    );
  };
}

/** A size from the command line, in bytes. */
export function parseSize(text: string): number {
  const bytes = parseBytes(text);
  if (bytes === undefined) throw new InvalidArgumentError('It must be a size, as 64MiB.');
  return bytes;
}

/** A duration from the command line, in milliseconds. */
export function parseMilliseconds(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw new InvalidArgumentError('It must be a duration, as 90s or 10m.');
  return ms;
}
