import type { Column, ColumnType, Encoding } from '@oremill/types';
import { type Cell, decodeCell, encodeCell } from './cells.ts';
import type { Codec } from './codecs.ts';

type ColumnSpec = readonly [name: string, type: ColumnType];

type CellOf<Type extends ColumnType, E extends Encoding> =
  | (Type extends 'text' ? string : number)
  | (E extends 'tsv-escaped' ? null : never);

type RowOf<Specs extends readonly ColumnSpec[], E extends Encoding> = {
  -readonly [Index in keyof Specs]: CellOf<Specs[Index][1], E>;
};

/** The shape of a job's output: columns in order, and how parts hold them. */
export interface Table<Row extends readonly unknown[]> {
  readonly encoding: Encoding;
  readonly columns: readonly Column[];
  /** One line of a part, without its newline. Throws a TypeError that names the column of a refused value. */
  readonly encodeRow: (row: Row) => string;
}

/** `table('tsv-raw', [['word', 'text'], ['count', 'integer']])` has rows of type `[string, number]`. */
export function table<const Specs extends readonly ColumnSpec[], E extends Encoding>(
  encoding: E,
  specs: Specs,
): Table<RowOf<Specs, E>> {
  const columns = specs.map(([name, type]) => ({ name, type }));
  return { encoding, columns, encodeRow: (row) => encodeCells(columns, encoding, row) };
}

type First<Row> = Row extends readonly [infer Head, ...unknown[]] ? Head : never;
type Rest<Row> = Row extends readonly [unknown, ...infer Tail] ? Tail : never;

/** Keys that are the table's first field as it stands in a part. */
export function firstField<Row extends readonly unknown[]>(output: Table<Row>): Codec<First<Row>> {
  const [column] = output.columns;
  if (column === undefined) throw new TypeError('the table has no columns');
  const { encoding } = output;
  return {
    name: column.name,
    encoding,
    encode: (value) => encodeNamed(column, encoding, value),
    decode: (bytes) => decodeCell(column.type, encoding, bytes.toString('utf8')) as First<Row>,
  };
}

/** Values that are all fields but the first, as they stand in a part: with `firstField` keys they make a row. */
export function otherFields<Row extends readonly unknown[]>(output: Table<Row>): Codec<Rest<Row>> {
  const columns = output.columns.slice(1);
  const { encoding } = output;
  return {
    name: 'fields',
    encoding,
    encode: (cells) => encodeCells(columns, encoding, cells as readonly unknown[]),
    decode: (bytes) => {
      const fields = bytes.toString('utf8').split('\t');
      return columns.map(
        ({ type }, index): Cell => decodeCell(type, encoding, fields[index] ?? ''),
      ) as Rest<Row>;
    },
  };
}

function encodeCells(columns: readonly Column[], encoding: Encoding, cells: readonly unknown[]): string {
  if (cells.length !== columns.length) {
    throw new TypeError(`${cells.length} values for ${columns.length} columns`);
  }
  let line = '';
  for (let index = 0; index < columns.length; index += 1) {
    const field = encodeNamed(columns[index] as Column, encoding, cells[index]);
    line += index === 0 ? field : `\t${field}`;
  }
  return line;
}

function encodeNamed(column: Column, encoding: Encoding, cell: unknown): string {
  try {
    return encodeCell(column.type, encoding, cell);
  } catch (error) {
    throw new TypeError(`column ${column.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
