import type { QueryReply } from '@oremill/types';

const NUMERIC_TYPES = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid', 'money']);
const LETTERS_MIN = 6;
const LETTERS_MAX = 40;
const ROWS_MEASURED_MAX = 200;

export function isNumericType(type: string): boolean {
  return NUMERIC_TYPES.has(type);
}

/** A width in letters for each column, from its name, type and first rows: fixed, so that scrolling moves nothing. */
export function measureColumns(reply: QueryReply): number[] {
  return reply.columns.map(({ name, type }, index) => {
    let letters = Math.max(LETTERS_MIN, name.length, type.length);
    for (const row of reply.rows.slice(0, ROWS_MEASURED_MAX)) {
      const cell = row[index];
      letters = Math.max(letters, cell === null || cell === undefined ? 4 : String(cell).length);
    }
    return Math.min(LETTERS_MAX, letters);
  });
}
