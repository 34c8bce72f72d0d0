import { FieldFinder, foundLines, KernelMemory, type Region } from '@oremill/json-fields/find';
import { countTokens, NO_TOKENS, type TokenCounts } from './count-tokens.ts';
import type { Refusal } from './read-record.ts';
import { type Measures, measureRecord, type Row, rowOf } from './row.ts';
import { openTokenCounter } from './token-counter.ts';
import { type CountZlib, openZlibCounter } from './zlib-bytes.ts';

const { ROW_WORDS, START, END, KIND, VALUE_START, VALUE_END, OWN } = foundLines;

/** Told of each line where it lies in its block, and what was measured of it. */
export type VisitLine = (start: number, end: number, measured: Row | Refusal) => void;

/** For rows, tokens, tables and trees. */
const SPARE_BYTES = 3 * 1024 * 1024;
/** The kernels read a few bytes more than they need. */
const SLACK_BYTES = 64;

/**
 * Measures lines of JSON in WebAssembly, where they are not parsed: the text is found, and its tokens are counted. What
 * is uncertain there is measured as any record is, so that the result is always that of `measureRecord`.
 */
export class LineMeter {
  /** Blocks up to its length are measured here; one that lies here already is not copied. */
  readonly room: Buffer;
  readonly #measures: Measures;
  readonly #region: Region;
  readonly #finder: FieldFinder;
  readonly #countZlib: CountZlib | undefined;
  readonly #countRows: ((rows: number, count: number) => void) | undefined;

  /** Whether lines of such rules can be measured here. */
  static takes({ format, text }: Measures['rules']): boolean {
    return format === 'json-lines' && (text === undefined || FieldFinder.takes(text));
  }

  constructor(measures: Measures, roomBytes: number) {
    const { text, tokens } = measures.rules;
    const memory = new KernelMemory(roomBytes + SPARE_BYTES);
    this.#measures = measures;
    this.#finder = new FieldFinder(text, memory);
    this.#countRows = text !== undefined && tokens === 'single-spaces' ? openTokenCounter(memory) : undefined;
    this.#countZlib = measures.compresses ? openZlibCounter(memory) : undefined;
    this.#region = memory.allocate(roomBytes + SLACK_BYTES);
    this.room = this.#region.bytes.subarray(0, roomBytes);
  }

  /** Measures each line of a block that is no longer than the room. */
  eachLine(block: Buffer, visit: VisitLine): void {
    const { rows, rowsAddress } = this.#finder;
    const lies = block.buffer === this.room.buffer;
    if (!lies) this.room.set(block);
    const bytes = lies ? block : this.room.subarray(0, block.length);
    const from = bytes.byteOffset;
    const to = from + bytes.length;
    for (let at = from; at < to; ) {
      const count = this.#finder.find(at, to);
      this.#countRows?.(rowsAddress, count);
      for (let row = 0; row < count * ROW_WORDS; row += ROW_WORDS) {
        const start = (rows[row + START] as number) - from;
        const end = (rows[row + END] as number) - from;
        visit(start, end, this.#measure(row, bytes, start, end));
      }
      at = rows[(count - 1) * ROW_WORDS + END] as number;
    }
  }

  #measure(row: number, bytes: Buffer, start: number, end: number): Row | Refusal {
    const kind = this.#finder.rows[row + KIND];
    if (kind === foundLines.NOT_AN_OBJECT) return 'not-a-record';
    if (kind === foundLines.UNCERTAIN) return measureRecord(bytes.subarray(start, end), this.#measures);
    const counts = kind === foundLines.NO_STRING ? this.#withoutText() : this.#count(row, bytes);
    if (counts === undefined) return 'without-text';
    const length = end - start;
    return rowOf(length, this.#countZlib?.(bytes.byteOffset + start, length) ?? 0, counts);
  }

  #withoutText(): TokenCounts | undefined {
    return this.#measures.rules.needsSpace ? undefined : NO_TOKENS;
  }

  #count(row: number, bytes: Buffer): TokenCounts | undefined {
    const { rows } = this.#finder;
    const { rules } = this.#measures;
    const tokens = this.#countRows === undefined ? 0 : (rows[row + OWN] as number);
    if (tokens > 0) {
      if (tokens === 1 && rules.needsSpace) return undefined;
      return {
        tokens,
        uniqueTokens: rows[row + OWN + 1] as number,
        characters: rows[row + OWN + 2] as number,
      };
    }
    // With its quotes it is JSON.
    const start = (rows[row + VALUE_START] as number) - 1 - bytes.byteOffset;
    const end = (rows[row + VALUE_END] as number) + 1 - bytes.byteOffset;
    return countTokens(JSON.parse(bytes.toString('utf8', start, end)), rules);
  }
}
