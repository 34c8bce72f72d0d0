import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { mapreduceError, type Page, type PageQuery } from '@oremill/types';
import type { z } from 'zod';
import { outputPaths } from './output-paths.ts';

const READ_BYTES = 64 * 1024;

export interface PagedFile<Item> {
  readonly name: string;
  /** One line. */
  readonly item: z.ZodType<Item>;
  /** What a page holds, for people. */
  readonly noun: string;
}

/** A page of a file of JSON lines in an output, published or not; reads only as much as the page needs. */
export async function readPage<Item>(
  outputFolder: string,
  { name, item, noun }: PagedFile<Item>,
  page: PageQuery,
): Promise<Page<Item>> {
  const { output, partial } = outputPaths(outputFolder);
  const path = [output, partial].map((folder) => join(folder, name)).find((known) => existsSync(known));
  if (path === undefined) return { items: [] };
  const items: Item[] = [];
  const file = await open(path, 'r');
  try {
    let at = offsetOf(page.cursor, noun);
    for await (const line of readLinesFrom(file, at)) {
      if (items.length === page.limit) return { items, nextCursor: String(at) };
      items.push(parseLine(line, item, page.cursor, noun));
      at += line.length + 1;
    }
  } finally {
    await file.close();
  }
  return { items };
}

/** A cursor is the byte at which the next line begins. */
function offsetOf(cursor: string | undefined, noun: string): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw noSuchPage(cursor, noun);
}

function parseLine<Item>(
  line: Buffer,
  item: z.ZodType<Item>,
  cursor: string | undefined,
  noun: string,
): Item {
  try {
    return item.parse(JSON.parse(line.toString('utf8')));
  } catch (error) {
    // Only a cursor that `readPage` did not make points into the middle of a line.
    throw cursor === undefined ? error : noSuchPage(cursor, noun);
  }
}

function noSuchPage(cursor: string, noun: string): Error {
  return mapreduceError('EXECUTION_MISSING', `there is no page ${cursor} of ${noun}`, {
    hint: 'Use `nextCursor` of the page before.',
    status: 400,
  });
}

/** Whole lines: one that is still being written is not there yet. */
async function* readLinesFrom(file: Awaited<ReturnType<typeof open>>, start: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const chunk = Buffer.alloc(READ_BYTES);
  for (let at = start; ; ) {
    const { bytesRead } = await file.read(chunk, 0, READ_BYTES, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    let bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (let newline = bytes.indexOf(10); newline !== -1; newline = bytes.indexOf(10)) {
      yield bytes.subarray(0, newline);
      bytes = bytes.subarray(newline + 1);
    }
    rest = bytes;
  }
}
