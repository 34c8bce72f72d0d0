import { type FileHandle, open } from 'node:fs/promises';

const AHEAD_BYTES = 1024 * 1024;
/** In front of what is read ahead: for what is left of the part before. */
const REST_BYTES_MAX = 512 * 1024;

/**
 * A file that is read from front to back, a part of it in memory: bytes that are there cost no waiting. The part behind is
 * read meanwhile, by a thread of Node's pool.
 */
export class FileWindow {
  readonly bytes: number;
  readonly #handle: FileHandle;
  /** Bytes of the file from one place to another, and where they begin in the buffer. */
  #buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;
  #at = 0;
  /** What is read ahead lies behind the room for a rest. */
  #spare = Buffer.allocUnsafeSlow(REST_BYTES_MAX + AHEAD_BYTES);
  #ahead: Promise<number> | undefined;

  private constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle;
    this.bytes = bytes;
  }

  static async open(path: string): Promise<FileWindow> {
    const handle = await open(path, 'r');
    const { size } = await handle.stat();
    return new FileWindow(handle, size);
  }

  /** A view that holds until the next `load`; undefined when it is to be loaded first. */
  peek(start: number, bytes: number): Buffer | undefined {
    if (start < this.#start || start + bytes > this.#end) return undefined;
    const at = this.#at + start - this.#start;
    return this.#buffer.subarray(at, at + bytes);
  }

  /** Throws when the file ends before. */
  async load(start: number, bytes: number): Promise<Buffer> {
    const aheadBytes = await this.#ahead;
    this.#ahead = undefined;
    const restBytes = this.#end - start;
    const goesOn = start >= this.#start && restBytes >= 0 && restBytes <= REST_BYTES_MAX;
    if (aheadBytes !== undefined && goesOn) {
      const rest = this.#at + start - this.#start;
      this.#buffer.copy(this.#spare, REST_BYTES_MAX - restBytes, rest, rest + restBytes);
      [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
      this.#at = REST_BYTES_MAX - restBytes;
      this.#start = start;
      this.#end += aheadBytes;
    }
    const view = this.peek(start, bytes) ?? (await this.#loadAll(start, bytes));
    this.#readAhead();
    return view;
  }

  async close(): Promise<void> {
    await this.#ahead?.catch(() => undefined);
    await this.#handle.close();
  }

  /** Of a part that begins somewhere else, or is longer than what is read ahead. */
  async #loadAll(start: number, bytes: number): Promise<Buffer> {
    const wanted = Math.min(Math.max(bytes, AHEAD_BYTES), this.bytes - start);
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(wanted, REST_BYTES_MAX + AHEAD_BYTES));
    this.#at = 0;
    this.#start = start;
    this.#end = start + (await this.#read(this.#buffer, 0, wanted, start));
    const view = this.peek(start, bytes);
    if (view === undefined) throw new RangeError(`the file ends before byte ${start + bytes}`);
    return view;
  }

  #readAhead(): void {
    const bytes = Math.min(AHEAD_BYTES, this.bytes - this.#end);
    if (bytes <= 0) return;
    this.#ahead = this.#read(this.#spare, REST_BYTES_MAX, bytes, this.#end);
    // Whoever loads next is told.
    this.#ahead.catch(() => undefined);
  }

  /** As many bytes as there are. */
  async #read(target: Buffer, at: number, bytes: number, from: number): Promise<number> {
    let done = 0;
    while (done < bytes) {
      const { bytesRead } = await this.#handle.read(target, at + done, bytes - done, from + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }
}
