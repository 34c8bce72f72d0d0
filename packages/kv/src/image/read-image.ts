import { read } from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { imageCorrupt } from './describe-image.ts';
import { BLOCK_BYTES, type ImageDescription } from './image-format.ts';

/** One read of the file: a whole number of blocks that is still in the cache when they are checked. */
const PIECE_BYTES = 1024 * 1024;
/** Reads at the same time: threads of Node's pool, which also take the memory's first touch off this one. */
const READS = 4;

const readLater = promisify(read);

export interface ReadImageOptions {
  readonly path: string;
  readonly file: number;
  readonly description: ImageDescription;
  /** Where the bytes of the file go; without it they are checked and forgotten. */
  readonly target?: Buffer;
  /** Compares what was read with its checksums. */
  readonly isChecked: boolean;
}

/** Throws IMAGE_CORRUPT at the first block that is not what was written. */
export async function readImage(options: ReadImageOptions): Promise<void> {
  const { path, description, target } = options;
  const { checksumsAt, trailerAt, fileBytes, checksum } = description;
  const checksums = Buffer.alloc(trailerAt - checksumsAt);
  await fill(options, checksums, checksumsAt);
  if (options.isChecked && crc32(checksums) !== checksum) {
    throw imageCorrupt(path, checksumsAt, 'its checksums are not what was written');
  }
  let next = 0;
  const readPieces = async (): Promise<void> => {
    const scratch = target ? undefined : Buffer.allocUnsafeSlow(PIECE_BYTES);
    while (next < fileBytes) {
      const at = next;
      const bytes = Math.min(PIECE_BYTES, fileBytes - at);
      next += bytes;
      const piece = (scratch?.subarray(0, bytes) ?? target?.subarray(at, at + bytes)) as Buffer;
      await fill(options, piece, at);
      if (options.isChecked) check(path, piece.subarray(0, Math.max(0, checksumsAt - at)), at, checksums);
    }
  };
  const readers = Array.from({ length: READS }, readPieces);
  const outcomes = await Promise.allSettled(readers);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

function check(path: string, piece: Buffer, position: number, checksums: Buffer): void {
  for (let at = 0; at < piece.length; at += BLOCK_BYTES) {
    const block = piece.subarray(at, at + BLOCK_BYTES);
    const index = (position + at) / BLOCK_BYTES;
    if (crc32(block) !== checksums.readUInt32LE(index * 4)) {
      const end = position + at + block.length - 1;
      throw imageCorrupt(path, position + at, `bytes ${position + at} to ${end} are not what was written`);
    }
  }
}

async function fill({ path, file }: ReadImageOptions, target: Buffer, position: number): Promise<void> {
  for (let done = 0; done < target.length; ) {
    const { bytesRead } = await readLater(file, target, done, target.length - done, position + done);
    if (bytesRead === 0) throw imageCorrupt(path, position + done, 'it ends there while it is read');
    done += bytesRead;
  }
}
