import type { Column, ColumnType } from '@oremill/types';
import { type Cell, decodeCell, decodeCsvCell, encodeCell, type TableEncoding } from './cells.ts';
import type { Codec } from './codecs.ts';
import { splitCsv } from './csv-fields.ts';
import type { Output } from './output.ts';
import { RowBytes } from './row-bytes.ts';

type ColumnSpec = readonly [name: string, type: ColumnType];

type CellOf<Type extends ColumnType, E extends TableEncoding> =
  | (Type extends 'text' ? string : number)
  | (E extends 'tsv-raw' ? never : null);

type RowOf<Specs extends readonly ColumnSpec[], E extends TableEncoding> = {
  -readonly [Index in keyof Specs]: CellOf<Specs[Index][1], E>;
};

/** Columns in order, and how the lines of parts hold them. */
export interface Table<Row extends readonly unknown[]> extends Output<Row, 'published'> {
  readonly encoding: TableEncoding;
  readonly decodeRow: (line: Buffer) => Row;
}

/** `table('tsv-raw', [['word', 'text'], ['count', 'integer']])` has rows of type `[string, number]`. */
export function table<const Specs extends readonly ColumnSpec[], E extends TableEncoding>(
  encoding: E,
  specs: Specs,
): Table<RowOf<Specs, E>> {
  const columns = specs.map(([name, type]) => ({ name, type }));
  return {
    kind: 'published',
    encoding,
    columns,
    encodeRow: (row) => encodeCells(columns, encoding, row),
    decodeRow: (line) => decodeCells(columns, encoding, line.toString('utf8')) as RowOf<Specs, E>,
  };
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
    decode: (bytes) => decodeCells([column], encoding, bytes.toString('utf8'))[0] as First<Row>,
  };
}

/** Values that are all fields but the first, as they stand in a part: with `firstField` keys they make a row. */
export function otherFields<Row extends readonly unknown[]>(output: Table<Row>): Codec<Rest<Row>> {
  const columns = output.columns.slice(1);
  const { encoding } = output;
  const row = new RowBytes(columns, (column, cell) => encodeNamed(column, encoding, cell));
  return {
    name: 'fields',
    encoding,
    encode(cells) {
      if (encoding === 'csv') return encodeCells(columns, encoding, cells as readonly unknown[]);
      checkLength(columns, cells as readonly unknown[]);
      return row.write(cells as readonly unknown[]);
    },
    decode: (bytes) => decodeCells(columns, encoding, bytes.toString('utf8')) as unknown as Rest<Row>,
  };
}

function encodeCells(columns: readonly Column[], encoding: TableEncoding, cells: readonly unknown[]): string {
  checkLength(columns, cells);
  const separator = encoding === 'csv' ? ',' : '\t';
  let line = '';
  for (let index = 0; index < columns.length; index += 1) {
    const field = encodeNamed(columns[index] as Column, encoding, cells[index]);
    line += index === 0 ? field : `${separator}${field}`;
  }
  return line;
}

function checkLength(columns: readonly Column[], cells: readonly unknown[]): void {
  if (cells.length === columns.length) return;
  throw new TypeError(`${cells.length} values for ${columns.length} columns`);
}

function decodeCells(columns: readonly Column[], encoding: TableEncoding, line: string): Cell[] {
  const fields =
    encoding === 'csv' ? splitCsv(line.endsWith('\r') ? line.slice(0, -1) : line) : line.split('\t');
  if (fields.length !== columns.length)
    throw new Error(`${fields.length} fields for ${columns.length} columns`);
  return columns.map(({ type }, index) => {
    const field = fields[index] ?? '';
    return typeof field === 'string' ? decodeCell(type, encoding, field) : decodeCsvCell(type, field);
  });
}

function encodeNamed(column: Column, encoding: TableEncoding, cell: unknown): string {
  try {
    return encodeCell(column.type, encoding, cell);
  } catch (error) {
    throw new TypeError(`column ${column.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
