import type { Region } from '../kernel/kernel-memory.ts';
import { REFUSED } from './make-check.ts';
import { keepShortStrings, SHORT_LENGTH_MAX } from './short-strings.ts';

/** What the leaves of a line are read from. Types of cells are those of `kernels/projection.as`. */
export interface Tape {
  readonly cells: Int32Array;
  /** A string; a number that is finite; any of these, a boolean or null; also a whole object or array. */
  readonly string: (cell: number) => string;
  readonly number: (cell: number) => number;
  readonly scalar: (cell: number) => unknown;
  readonly any: (cell: number) => unknown;
  /** What the cells of the next line refer to: its texts' lengths, and where `buffer[0]` lies in the memory. */
  load(narrowBytes: number, wideUnits: number, buffer: Buffer, address: number): void;
}

/** Where the kernel leaves the texts of a line: one byte a unit, and two. */
export interface TapeTexts {
  readonly narrow: Region;
  readonly wide: Region;
}

/** What `toString` calls after it has looked at its arguments. */
interface Sliceable {
  latin1Slice(start: number, end: number): string;
  ucs2Slice(start: number, end: number): string;
}

const NARROW = 1;
const WIDE = 2;
const NUMBER = 3;
const TRUE = 4;
const FALSE = 5;
const NULL = 6;
const SPAN_JSON = 9;
const SPAN_NUMBER = 10;
const SPAN_ASCII = 11;

export function makeTape(memory: ArrayBuffer, texts: TapeTexts): Tape {
  const cells = new Int32Array(memory);
  const numbers = new Float64Array(memory);
  const narrowBytes = texts.narrow.bytes as unknown as Sliceable;
  const wideBytes = texts.wide.bytes as unknown as Sliceable;
  const narrowAddress = texts.narrow.address;
  const short = keepShortStrings(memory);
  let narrowLength = 0;
  /** All of the line's, made when the first of them is wanted that is not kept. */
  let narrow: string | undefined;
  let wide = '';
  let buffer: Buffer = Buffer.alloc(0);
  let address = 0;

  function span(cell: number, encoding: 'utf8' | 'latin1'): string {
    const start = (cells[cell + 2] as number) >>> 0;
    const end = (cells[cell + 3] as number) >>> 0;
    return buffer.toString(encoding, start - address, end - address);
  }

  function narrowText(start: number, end: number): string {
    narrow ??= narrowBytes.latin1Slice(0, narrowLength);
    return narrow.substring(start, end);
  }

  function longString(cell: number): string {
    return cells[cell] === SPAN_ASCII ? span(cell, 'latin1') : (JSON.parse(span(cell, 'utf8')) as string);
  }

  function string(cell: number): string {
    const type = cells[cell];
    if (type === NARROW) {
      const start = cells[cell + 2] as number;
      const end = cells[cell + 3] as number;
      if (end - start > SHORT_LENGTH_MAX) return narrowText(start, end);
      return short.get(narrowAddress + start, end - start) ?? short.keep(narrowText(start, end));
    }
    if (type === WIDE) return wide.substring(cells[cell + 2] as number, cells[cell + 3]);
    return longString(cell);
  }

  function anyNumber(cell: number): number {
    return cells[cell] === NUMBER ? (numbers[(cell + 2) >> 1] as number) : Number(span(cell, 'latin1'));
  }

  function number(cell: number): number {
    if (cells[cell] === NUMBER) return numbers[(cell + 2) >> 1] as number;
    // 1e999 is Infinity to JSON.parse, which is no number to zod.
    const value = anyNumber(cell);
    if (!Number.isFinite(value)) throw REFUSED;
    return value;
  }

  function scalar(cell: number): unknown {
    switch (cells[cell] as number) {
      case NUMBER:
      case SPAN_NUMBER:
        return number(cell);
      case TRUE:
        return true;
      case FALSE:
        return false;
      case NULL:
        return null;
      default:
        return string(cell);
    }
  }

  function any(cell: number): unknown {
    const type = cells[cell];
    if (type === NARROW) return string(cell);
    if (type === SPAN_JSON) return JSON.parse(span(cell, 'utf8'));
    return type === SPAN_NUMBER ? anyNumber(cell) : scalar(cell);
  }

  return {
    cells,
    string,
    number,
    scalar,
    any,
    load(nextNarrow, wideUnits, nextBuffer, nextAddress) {
      narrowLength = nextNarrow;
      narrow = undefined;
      wide = wideUnits === 0 ? '' : wideBytes.ucs2Slice(0, wideUnits * 2);
      buffer = nextBuffer;
      address = nextAddress;
    },
  };
}
