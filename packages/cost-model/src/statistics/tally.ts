import { BottomSample, type Kept } from '../sample/bottom-sample.ts';
import type { Part } from '../sample/cut-contents.ts';
import { readRange } from '../sample/file-range.ts';
import { priorityOf } from '../sample/priority.ts';
import { asBuffer } from './as-buffer.ts';
import { LineMeter } from './line-meter.ts';
import type { Refusal } from './read-record.ts';
import { COLUMNS, type Measures, measureRecord, type Row } from './row.ts';

export interface TallyOptions extends Measures {
  readonly seed: number;
  /** Records and rows that are kept. */
  readonly keptMax: number;
  /** Of a longer record that is kept only the measures are. */
  readonly keptRecordBytesMax: number;
  /** Every record is measured when it comes. */
  readonly measuresAll: boolean;
}

/** A line that was kept: its bytes, or of one that is too long to be held what was measured. */
export type KeptLine = Uint8Array | { readonly measured: Row | Refusal };

/** What was counted in some blocks; plain data, which a thread hands to another. */
export interface Tallied {
  readonly lines: number;
  readonly bytes: number;
  /** Records that were measured, and sums of each column over them. */
  readonly records: number;
  readonly sums: readonly number[];
  readonly refused: Readonly<Record<Refusal, number>>;
  readonly kept: readonly Kept<KeptLine>[];
  readonly rows: readonly Kept<Row>[];
}

/** Of each row the line that it was measured of, where that was kept. */
export function linesOf({ rows, kept }: Pick<Tallied, 'rows' | 'kept'>): (KeptLine | undefined)[] {
  const lines = new Map(kept.map(({ priority, item }) => [priority, item]));
  return rows.map(({ priority }) => lines.get(priority));
}

const NEWLINE = 10;
/** A block, and what is left of its last line. */
const ROOM_BYTES = 6 * 1024 * 1024;

/** Counts blocks of lines in bounded memory. */
export class Tally {
  readonly #options: TallyOptions;
  readonly #kept: BottomSample<KeptLine>;
  readonly #rows: BottomSample<Row>;
  readonly #sums = new Float64Array(COLUMNS.length);
  readonly #refused = { 'not-a-record': 0, invalid: 0, 'without-text': 0 };
  /** Where files are read to. */
  #room: Buffer | undefined;
  #meter: LineMeter | undefined;
  #lines = 0;
  #bytes = 0;
  #records = 0;

  constructor(options: TallyOptions) {
    this.#options = options;
    this.#kept = new BottomSample(options.keptMax);
    this.#rows = new BottomSample(options.keptMax);
  }

  add(part: Part): void {
    const { offset } = part;
    this.#room ??= this.#openRoom();
    const bytes = 'path' in part ? readRange(part, this.#room) : part.bytes;
    const meter = this.#meter;
    if (meter && bytes.length <= meter.room.length) {
      meter.eachLine(bytes, (start, end, measured) => this.#addLine(bytes, offset, start, end, measured));
      return;
    }
    const { measuresAll } = this.#options;
    for (let start = 0; start < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, start);
      const end = newline === -1 ? bytes.length : newline + 1;
      const measured = measuresAll ? this.#measure(bytes.subarray(start, end)) : undefined;
      this.#addLine(bytes, offset, start, end, measured);
      start = end;
    }
  }

  /** Who merges alone needs no room. */
  #openRoom(): Buffer {
    const { measuresAll, rules } = this.#options;
    if (!measuresAll || !LineMeter.takes(rules)) return Buffer.allocUnsafeSlow(ROOM_BYTES);
    this.#meter = new LineMeter(this.#options, ROOM_BYTES);
    return this.#meter.room;
  }

  #addLine(bytes: Buffer, offset: number, start: number, end: number, measured?: Row | Refusal): void {
    const { seed, keptRecordBytesMax } = this.#options;
    const priority = priorityOf(offset + start, seed);
    this.#lines += 1;
    this.#bytes += end - start;
    if (measured !== undefined) this.#count(measured, priority);
    if (!this.#kept.wants(priority)) return;
    const record = bytes.subarray(start, end);
    // A copy: the block is used again, or would be held for one line of it.
    const isShort = record.length <= keptRecordBytesMax;
    this.#kept.offer(
      priority,
      isShort ? new Uint8Array(record) : { measured: measured ?? this.#measure(record) },
    );
  }

  merge(other: Tallied): void {
    this.#lines += other.lines;
    this.#bytes += other.bytes;
    this.#records += other.records;
    for (const [index, sum] of other.sums.entries()) this.#sums[index] = (this.#sums[index] as number) + sum;
    for (const refusal of Object.keys(other.refused) as Refusal[]) {
      this.#refused[refusal] += other.refused[refusal];
    }
    this.#kept.merge(other.kept);
    this.#rows.merge(other.rows);
  }

  take(): Tallied {
    return {
      lines: this.#lines,
      bytes: this.#bytes,
      records: this.#records,
      sums: [...this.#sums],
      refused: { ...this.#refused },
      kept: this.#kept.take(),
      rows: this.#rows.take(),
    };
  }

  /** Measures what was kept, when it is known what that is: for a tally that did not measure everything. */
  measureKept(): void {
    for (const { priority, item } of this.#kept.take()) {
      this.#count('measured' in item ? item.measured : this.#measure(asBuffer(item)), priority);
    }
  }

  #measure(record: Buffer): Row | Refusal {
    return measureRecord(record, this.#options);
  }

  #count(measured: Row | Refusal, priority: number): void {
    if (typeof measured === 'string') {
      this.#refused[measured] += 1;
      return;
    }
    for (let index = 0; index < measured.length; index += 1) {
      this.#sums[index] = (this.#sums[index] as number) + (measured[index] as number);
    }
    this.#records += 1;
    this.#rows.offer(priority, measured);
  }
}
