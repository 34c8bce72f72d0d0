import type { Limits } from '../config.ts';
import type { KernelMemory } from '../kernel/kernel-memory.ts';
import { FileSource } from './file-source.ts';
import type { Split } from './plan-splits.ts';
import { LineReader, readFrom } from './read-lines.ts';

/** The lines of a split. */
export function openLines(split: Split, limits: Limits, memory: KernelMemory): LineReader {
  const source = new FileSource(split.path, readFrom(split), split.fileBytes);
  return new LineReader(source, split, limits, memory);
}
