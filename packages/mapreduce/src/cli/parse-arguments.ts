import { InvalidArgumentError } from '@commander-js/extra-typings';
import { mapreduceError, parseBytes, parseDuration } from '@oremill/types';

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

/** `20` records, or `5%` of them. */
export function parseSkipLimit(text: string): { skipLimit: number } | { skipShareMax: number } {
  const [, amount = '', percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const limit = Number(amount === '' ? Number.NaN : amount);
  if (percent === '%' && limit <= 100) return { skipShareMax: limit / 100 };
  if (percent === '' && Number.isSafeInteger(limit)) return { skipLimit: limit };
  throw new InvalidArgumentError('It must be a number of records, as 20, or a share of them, as 5%.');
}

/** `name=path`, each name once. */
export function parseFiles(given: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const text of given) {
    const [, name, path] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined || path === undefined || Object.hasOwn(files, name)) {
      throw mapreduceError('OPTION_INVALID', `--file ${text} is not a name and a path`, {
        hint: 'Write --file stop-words=mine.txt, each name once.',
      });
    }
    files[name] = path;
  }
  return files;
}
