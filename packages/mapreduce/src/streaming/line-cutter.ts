const NEWLINE = 10;

/** Cuts what a process writes into whole lines, newlines included; the last one gets the newline that it may lack. */
export class LineCutter {
  readonly #onLines: (lines: Buffer) => void;
  #open: Buffer[] = [];

  constructor(onLines: (lines: Buffer) => void) {
    this.#onLines = onLines;
  }

  readonly take = (bytes: Buffer): void => {
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const whole = bytes.subarray(0, end);
      this.#onLines(this.#open.length === 0 ? whole : Buffer.concat([...this.#open, whole]));
      this.#open = [];
    }
    if (end < bytes.length) this.#open.push(bytes.subarray(end));
  };

  end(): void {
    if (this.#open.length > 0) this.take(Buffer.from('\n'));
  }
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

export function countLines(lines: Buffer): number {
  return eachLine(lines, () => {});
}
