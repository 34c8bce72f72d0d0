import { AppError } from '@oremill/types';

/** The client is at fault: the text is its reply, code first. */
export class Refusal extends Error {
  override name = 'Refusal';
}

export const SYNTAX = 'ERR syntax error';
export const NOT_INTEGER = 'ERR value is not an integer or out of range';

export function refuse(text: string): never {
  throw new Refusal(text);
}

/** RESP's word for our code, where clients know one. */
const WORDS: Readonly<Record<string, string>> = {
  READONLY: 'READONLY',
  MEMORY_FULL: 'OOM',
  FORBIDDEN: 'NOPERM',
};

/** One line that begins with a word that clients match on; undefined: a defect of ours, whose words stay here. */
export function errorText(error: unknown): string | undefined {
  if (error instanceof Refusal) return error.message;
  if (!(error instanceof AppError)) return undefined;
  const word = WORDS[error.code] ?? 'ERR';
  const hint = error.hint === undefined ? '' : ` (${error.hint})`;
  return oneLine(`${word} ${error.message}${hint}`);
}

/** A line end within an error would end the reply. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
