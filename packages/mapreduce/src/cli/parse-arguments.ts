import { InvalidArgumentError } from '@commander-js/extra-typings';
import { mapreduceError } from '@oremill/types';

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
