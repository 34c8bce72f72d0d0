import type { KernelMemory } from '@oremill/json-fields';
import type { Limits } from '../config.ts';
import type { ByteSource } from '../input/byte-source.ts';
import { findSources } from '../input/find-sources.ts';
import { openLines } from '../input/open-lines.ts';
import type { Lines } from '../map/lines.ts';

const READ_BYTES = 64 * 1024;

/** Records that are whole files: stdin names them, a path or an `s3://` URI a line. */
export async function openNamedFiles(
  names: ByteSource,
  limits: Limits,
  memory: KernelMemory,
): Promise<Lines & { close(): void }> {
  const paths = (await readAll(names)).split('\n').filter((path) => path !== '');
  const files = paths.length === 0 ? [] : await findSources(paths, '', { readAs: 'files' });
  return openLines({ path: '', name: '', start: 0, end: 0, fileBytes: 0, files }, limits, memory);
}

async function readAll(source: ByteSource): Promise<string> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(READ_BYTES);
    const bytesRead = await source.read(chunk, 0, READ_BYTES);
    if (bytesRead === 0) return Buffer.concat(chunks).toString('utf8');
    chunks.push(chunk.subarray(0, bytesRead));
  }
}
