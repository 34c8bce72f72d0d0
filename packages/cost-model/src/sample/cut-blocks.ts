import { costError } from '@oremill/types/errors';

/** Whole lines, each with its newline but perhaps the last of all. Its bytes are for whoever gets it, to keep or to give away. */
export interface Block {
  readonly bytes: Buffer;
  /** Of its first byte in the content. */
  readonly offset: number;
}

const NEWLINE = 10;

export interface CutOptions {
  /** For messages. */
  readonly name: string;
  readonly blockBytes: number;
  readonly lineBytesMax: number;
}

/** Cuts content into blocks of whole lines. Throws SAMPLE_UNREADABLE for a line that is too long. */
export async function* cutBlocks(
  content: AsyncIterable<Uint8Array>,
  { name, blockBytes, lineBytesMax }: CutOptions,
): AsyncGenerator<Block, void> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let offset = 0;
  for await (const chunk of content) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (heldBytes + end >= blockBytes && end > 0) {
      held.push(chunk.subarray(0, end));
      const bytes = Buffer.concat(held);
      const start = offset;
      // Whoever gets the bytes may hand them to a thread, and then they have no length here.
      offset += bytes.length;
      yield { bytes, offset: start };
      held = end < chunk.length ? [chunk.subarray(end)] : [];
      heldBytes = chunk.length - end;
    } else {
      held.push(chunk);
      heldBytes += chunk.length;
    }
    if (heldBytes > blockBytes + lineBytesMax) throw tooLong(name, offset, lineBytesMax);
  }
  if (heldBytes > 0) yield { bytes: Buffer.concat(held), offset };
}

export function tooLong(name: string, offset: number, lineBytesMax: number): Error {
  return costError(
    'SAMPLE_UNREADABLE',
    `${name} has a line of more than ${lineBytesMax} bytes behind byte ${offset}`,
    { hint: 'A sample has one record a line: JSON lines, or tab-separated values.' },
  );
}
