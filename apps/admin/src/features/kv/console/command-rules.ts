import { type DatasetReport, formatCount, type TextOrBytes } from '@oremill/types';

/** Their arguments may hold passwords: they are neither kept nor shown again. */
const SECRET = new Set(['AUTH', 'HELLO', 'ACL']);

/** These end what cannot be brought back: the dataset is asked for by its name. */
const DESTRUCTIVE = new Set(['FLUSHDB', 'FLUSHALL', 'KV.REMOVE']);

/** The name of a command, in capitals; empty when it is no text. */
export function nameOf(words: readonly TextOrBytes[]): string {
  const [first] = words;
  return typeof first === 'string' ? first.toUpperCase() : '';
}

export function isSecret(words: readonly TextOrBytes[]): boolean {
  return SECRET.has(nameOf(words));
}

export function isDestructive(words: readonly TextOrBytes[]): boolean {
  return DESTRUCTIVE.has(nameOf(words));
}

/** The dataset that `SELECT name` changes to: each command goes out alone, so the console itself remembers it. */
export function selectedBy(words: readonly TextOrBytes[]): string | undefined {
  const [, name] = words;
  return nameOf(words) === 'SELECT' && words.length === 2 && typeof name === 'string' ? name : undefined;
}

export interface Loss {
  readonly consequence: string;
  /** What is to be typed before it is run: the dataset's name where it is one dataset. */
  readonly word: string;
}

/** What a destructive command takes away from the dataset that the console speaks to, or from others. */
export function describeLoss(words: readonly TextOrBytes[], dataset: DatasetReport | undefined): Loss {
  const command = nameOf(words);
  const [, named] = words;
  if (command === 'KV.REMOVE' && typeof named === 'string') {
    return { consequence: `Removes ${named} with all that is in it.`, word: named };
  }
  if (command === 'FLUSHDB' && dataset) {
    const { name, entries } = dataset;
    const consequence =
      entries === 1
        ? `Deletes the one entry of ${name}.`
        : `Deletes the ${formatCount(entries)} entries of ${name}.`;
    return { consequence, word: name };
  }
  return { consequence: 'Deletes the entries of every live dataset.', word: command };
}
