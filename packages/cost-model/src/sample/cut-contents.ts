import { chainContents } from './chain-contents.ts';
import { type Block, type CutOptions, cutBlocks } from './cut-blocks.ts';
import { cutFiles } from './cut-files.ts';
import type { FileRange } from './file-range.ts';
import type { Content } from './open-content.ts';

/** Some whole lines of content: their bytes, or where they are to be read. */
export type Part = Block | FileRange;

/** Cuts content into parts. Files that lie on a disk as they are need not pass through one thread. */
export async function* cutContents(
  contents: readonly Content[],
  options: CutOptions,
  signal?: AbortSignal,
): AsyncGenerator<Part, void> {
  const paths = contents.flatMap(({ path }) => (path === undefined ? [] : [path]));
  if (paths.length < contents.length) return yield* cutBlocks(chainContents(contents, signal), options);
  yield* cutFiles(paths, options);
}
