import { type FileHandle, open } from 'node:fs/promises';

const WINDOW_BYTES = 1024 * 1024;

/** A file that is read from front to back, a part of it in memory: bytes that are there cost no waiting. */
export class FileWindow {
  readonly bytes: number;
  readonly #handle: FileHandle;
  #buffer = Buffer.allocUnsafeSlow(WINDOW_BYTES);
  #start = 0;
  #end = 0;

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
    return this.#buffer.subarray(start - this.#start, start - this.#start + bytes);
  }

  /** Throws when the file ends before. */
  async load(start: number, bytes: number): Promise<Buffer> {
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(bytes);
    this.#start = start;
    this.#end = start;
    while (this.#end < Math.min(this.bytes, start + this.#buffer.length)) {
      const at = this.#end - start;
      const { bytesRead } = await this.#handle.read(this.#buffer, at, this.#buffer.length - at, this.#end);
      if (bytesRead === 0) break;
      this.#end += bytesRead;
    }
    const view = this.peek(start, bytes);
    if (view === undefined) throw new RangeError(`the file ends before byte ${start + bytes}`);
    return view;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
