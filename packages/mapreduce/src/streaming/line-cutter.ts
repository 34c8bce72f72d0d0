import { mapreduceError } from '@oremill/types';

const NEWLINE = 10;
/** A longer line has to be an error of the program that writes it: it would fill the memory. */
const LINE_BYTES_MAX = 256 * 1024 * 1024;

/** Cuts what a process writes into whole lines, newlines included; the last one gets the newline that it may lack. */
export class LineCutter {
  readonly #onLines: (lines: Buffer) => void;
  readonly #lineBytesMax: number;
  #open: Buffer[] = [];
  #openBytes = 0;

  constructor(onLines: (lines: Buffer) => void, lineBytesMax = LINE_BYTES_MAX) {
    this.#onLines = onLines;
    this.#lineBytesMax = lineBytesMax;
  }

  readonly take = (bytes: Buffer): void => {
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const whole = bytes.subarray(0, end);
      this.#onLines(this.#open.length === 0 ? whole : Buffer.concat([...this.#open, whole]));
      this.#open = [];
      this.#openBytes = 0;
    }
    if (end === bytes.length) return;
    this.#open.push(bytes.subarray(end));
    this.#openBytes += bytes.length - end;
    if (this.#openBytes > this.#lineBytesMax) throw tooLong(this.#lineBytesMax);
  };

  end(): void {
    if (this.#open.length > 0) this.take(Buffer.from('\n'));
  }
}

function tooLong(bytesMax: number): Error {
  return mapreduceError('TASK_FAILED', `a line of more than ${bytesMax} bytes was written`, {
    hint: 'End each pair, and each row, with a newline.',
  });
}

/** Tells where each of the whole lines begins and ends, without its newline; returns how many there are. */
export function eachLine(lines: Buffer, visit: (start: number, end: number) => void): number {
  let count = 0;
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(NEWLINE, start);
    visit(start, end);
    count += 1;
    start = end + 1;
  }
  return count;
}
