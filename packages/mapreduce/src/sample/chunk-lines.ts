import type { Bytes } from '@oremill/types';

const CHUNK_BYTES = 256 * 1024;

/** As many whole lines as fit into so many bytes, in chunks to be written. `lines` may go on without end. */
export function* chunkLines(lines: Iterable<string>, bytes: Bytes): Generator<Buffer> {
  let chunk = '';
  let left = bytes;
  for (const line of lines) {
    const length = Buffer.byteLength(line) + 1;
    if (length > left) break;
    left -= length;
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_BYTES) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}
