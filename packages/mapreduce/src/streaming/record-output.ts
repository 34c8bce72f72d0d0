const BUFFER_BYTES = 64 * 1024;
const TAB = 9;
const NEWLINE = 10;
/** UTF-8 needs at most three bytes for each unit of a JavaScript string. */
const UTF8_BYTES_PER_UNIT = 3;

/** Lines on their way out. Those of the present record can be taken back, so they wait until it is over. */
export class RecordOutput {
  /** Lines that were not taken back. */
  count = 0;
  readonly #writeThrough: (bytes: Uint8Array) => void;
  readonly #recordBytesMax: number;
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #used = 0;
  #recordStart = 0;
  #recordCount = 0;
  /** What writing threw, perhaps in the middle of a record, which is not to blame. */
  #failure: unknown;

  /** `write` returns when the reader has room again. */
  constructor(write: (bytes: Uint8Array) => void, recordBytesMax: number) {
    this.#writeThrough = write;
    this.#recordBytesMax = recordBytesMax;
  }

  /** One line of one field, or of two with a tab between them. */
  addLine(first: string | Uint8Array, second?: string | Uint8Array): void {
    const most = (first.length + (second?.length ?? 0)) * UTF8_BYTES_PER_UNIT + 2;
    if (this.#used + most > this.#buffer.length) this.#makeRoom(most);
    this.#add(first);
    if (second !== undefined) {
      this.#buffer[this.#used++] = TAB;
      this.#add(second);
    }
    this.#buffer[this.#used++] = NEWLINE;
    this.count += 1;
  }

  /** Lines from here on belong to another record. Throws again what writing threw in between. */
  beginRecord(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#used >= BUFFER_BYTES / 2) this.flush();
    this.#recordStart = this.#used;
    this.#recordCount = this.count;
  }

  rollBack(): void {
    this.#used = this.#recordStart;
    this.count = this.#recordCount;
  }

  flush(): void {
    if (this.#used > 0) this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = this.#recordStart = 0;
    if (this.#buffer.length > BUFFER_BYTES) this.#buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  }

  #write(bytes: Uint8Array): void {
    try {
      this.#writeThrough(bytes);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  #add(field: string | Uint8Array): void {
    if (typeof field === 'string') {
      this.#used += this.#buffer.write(field, this.#used);
      return;
    }
    this.#buffer.set(field, this.#used);
    this.#used += field.length;
  }

  /** Older records go out first; a record that needs more than is allowed fails. */
  #makeRoom(bytes: number): void {
    if (this.#recordStart > 0) {
      this.#write(this.#buffer.subarray(0, this.#recordStart));
      this.#buffer.copyWithin(0, this.#recordStart, this.#used);
      this.#used -= this.#recordStart;
      this.#recordStart = 0;
    }
    const needed = this.#used + bytes;
    if (needed <= this.#buffer.length) return;
    if (needed > this.#recordBytesMax)
      throw new RangeError(`the record emits more than there is memory for, ${this.#recordBytesMax} bytes`);
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#recordBytesMax, needed * 2));
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }
}
