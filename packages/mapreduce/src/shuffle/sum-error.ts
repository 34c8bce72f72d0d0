import { mapreduceError } from '@oremill/types';

const SHOWN_BYTES_MAX = 100;

/** Why the values of a key cannot be summed. */
export function sumError(kind: 'unsafe' | 'not-a-number', key: Buffer): Error {
  const name = JSON.stringify(key.toString('utf8', 0, SHOWN_BYTES_MAX));
  const what =
    kind === 'unsafe'
      ? 'is beyond the integers that a number holds exactly'
      : 'has a value that is not an integer';
  return mapreduceError('TASK_FAILED', `the sum of key ${name} ${what}`, {
    hint: 'Combine with a function of yours instead of the built-in sum.',
  });
}

const INTEGER = /^-?\d{1,16}$/;

/** The number that a decimal integer stands for; throws when it stands for none, naming the key. */
export function readInteger(key: string | Uint8Array, value: string | Uint8Array): number {
  const text = typeof value === 'string' ? value : Buffer.from(value).toString('latin1');
  const number = Number(text);
  if (INTEGER.test(text) && Number.isSafeInteger(number)) return number;
  throw sumError('not-a-number', Buffer.from(key));
}
