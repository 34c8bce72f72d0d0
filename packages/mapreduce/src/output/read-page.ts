import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { joinUri } from '@oremill/runtime/objects';
import { AppError, mapreduceError, type Page, type PageQuery } from '@oremill/types';
import type { z } from 'zod';
import { environmentObjects } from '../files/environment-objects.ts';
import { type OutputPaths, outputPaths } from './output-paths.ts';

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
  const items: Item[] = [];
  let at = offsetOf(page.cursor, noun);
  const chunks = await openFile(outputPaths(outputFolder), name, at);
  for await (const line of chunks === undefined ? [] : readLines(chunks)) {
    if (items.length === page.limit) return { items, nextCursor: String(at) };
    items.push(parseLine(line, item, page.cursor, noun));
    at += line.length + 1;
  }
  return { items };
}

/** The file's bytes from a place on, wherever it lies; undefined when there is none. */
async function openFile(
  { output, partial, target }: OutputPaths,
  name: string,
  start: number,
): Promise<AsyncIterable<Buffer> | undefined> {
  const path = [output, partial].map((folder) => join(folder, name)).find((known) => existsSync(known));
  if (path !== undefined) return createReadStream(path, { start, highWaterMark: READ_BYTES });
  if (target === undefined) return undefined;
  try {
    return await environmentObjects.read(joinUri(target, name), { start });
  } catch (error) {
    // A cursor beyond the end is a page that has nothing, as in a file.
    if (error instanceof AppError && /^OBJECT_(MISSING|RANGE)$/.test(error.code)) return undefined;
    throw error;
  }
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
async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = Buffer.concat([rest, chunk]);
    for (let newline = bytes.indexOf(10); newline !== -1; newline = bytes.indexOf(10)) {
      yield bytes.subarray(0, newline);
      bytes = bytes.subarray(newline + 1);
    }
    rest = bytes;
  }
}
