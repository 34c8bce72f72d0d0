import type { TextOrBytes } from '@oremill/types';

/** Their arguments may hold passwords: they are neither kept nor shown again. */
const SECRET = new Set(['AUTH', 'HELLO', 'ACL']);

/** These end what cannot be brought back: the dataset is asked for by its name. */
const DESTRUCTIVE = new Set(['FLUSHDB', 'FLUSHALL', 'SHUTDOWN']);

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
