import { inspect } from 'node:util';

const SHOWN_MAX = 200;

/** A value on one line, bounded. */
export function showValue(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : value instanceof Uint8Array
        ? JSON.stringify(Buffer.from(value).toString('utf8'))
        : inspect(value, {
            breakLength: Number.POSITIVE_INFINITY,
            compact: true,
            maxArrayLength: 20,
            maxStringLength: SHOWN_MAX,
          });
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX).toWellFormed()}…` : text;
}
