import { z } from 'zod';
import { readStored, writeStored } from '../../../frame/storage.ts';

const KEY = 'oremill.kv.history';
const LINES_MAX = 200;
const LINE_LETTERS_MAX = 2_000;
const linesSchema = z.array(z.string()).catch([]);

/** Lines that were run in this browser, the oldest first. */
export function readHistory(): readonly string[] {
  return linesSchema.parse(readStored(KEY) ?? []);
}

/** Adds a line, once when it is run again and again; very long ones are not worth their place. */
export function addToHistory(lines: readonly string[], line: string): readonly string[] {
  if (line.length > LINE_LETTERS_MAX || lines.at(-1) === line) return lines;
  return [...lines, line].slice(-LINES_MAX);
}

export function keepHistory(lines: readonly string[]): void {
  writeStored(KEY, lines);
}
