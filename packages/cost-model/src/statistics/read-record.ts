import type { Rules } from './rules.ts';

/** Why a line is no record. */
export type Refusal = 'not-a-record' | 'invalid' | 'without-text';

export type Fields = Readonly<Record<string, unknown>>;

const OPENING_BRACE = 0x7b;

/** The fields of a line, or why it has none. `line` has no newline. */
export function readFields(line: Buffer, { format, columns }: Rules): Fields | Refusal {
  if (format === 'tsv') {
    const cells = line.toString('utf8').split('\t');
    return Object.fromEntries(cells.map((cell, index) => [columns?.[index] ?? `column ${index + 1}`, cell]));
  }
  if (line[0] !== OPENING_BRACE) return 'not-a-record';
  try {
    return JSON.parse(line.toString('utf8')) as Fields;
  } catch {
    return 'invalid';
  }
}

/** The value at a path of names with dots between them; undefined where there is none. */
export function valueAt(fields: Fields, path: string): unknown {
  if (Object.hasOwn(fields, path)) return fields[path];
  let value: unknown = fields;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Fields)[name];
  }
  return value;
}
