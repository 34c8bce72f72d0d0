import type { Content } from './open-content.ts';

const NEWLINE = Buffer.from('\n');

/** The content of several one after the other; a last line without its newline is not joined with the next one's first. */
export async function* chainContents(
  contents: readonly Content[],
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void> {
  let isOpen = false;
  for (const content of contents) {
    let isFirst = true;
    for await (const chunk of content.read(signal)) {
      if (chunk.length === 0) continue;
      if (isFirst && isOpen) yield NEWLINE;
      isFirst = false;
      isOpen = chunk.at(-1) !== NEWLINE[0];
      yield chunk;
    }
  }
}
