import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import {
  EXECUTION_FILE,
  type Execution,
  mapreduceError,
  newId,
  type Page,
  type PageQuery,
  SKIPPED_FILE,
  type SkippedRecord,
  skippedRecordSchema,
} from '@oremill/types';
import { discardDead } from './claim-output.ts';
import { isInProgress, readStored, type StoredExecution } from './execution-file.ts';
import { outputPaths } from './output-paths.ts';

/** The execution that wrote, or writes, this folder; `interrupted` when its process is gone. */
export function readExecution(outputFolder: string): Execution | undefined {
  const { output, execution } = outputPaths(outputFolder);
  const published = readStored(join(output, EXECUTION_FILE));
  if (published) return withoutOwner(published);
  const stored = readStored(execution);
  if (stored === undefined) {
    // It may have been published between the two looks.
    const late = readStored(join(output, EXECUTION_FILE));
    return late && withoutOwner(late);
  }
  if (stored.state === 'failed' || stored.state === 'stopped') return withoutOwner(stored);
  if (isInProgress(stored)) return withoutOwner({ ...stored, state: 'running' });
  const { manifest: _, ...rest } = stored;
  return withoutOwner({ ...rest, state: 'interrupted' });
}

function withoutOwner(stored: StoredExecution): Execution {
  const { owner: _, ...execution } = stored;
  return execution;
}

const READ_BYTES = 64 * 1024;

/** A page of the skipped records, in input order, published or not; reads only as much as the page needs. */
export async function readSkipped(outputFolder: string, page: PageQuery): Promise<Page<SkippedRecord>> {
  const { output, partial } = outputPaths(outputFolder);
  const path = [output, partial]
    .map((folder) => join(folder, SKIPPED_FILE))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) return { items: [] };
  const items: SkippedRecord[] = [];
  const file = await open(path, 'r');
  try {
    let at = offsetOf(page.cursor);
    for await (const line of readLinesFrom(file, at)) {
      if (items.length === page.limit) return { items, nextCursor: String(at) };
      items.push(parseSkipped(line, page.cursor));
      at += line.length + 1;
    }
  } finally {
    await file.close();
  }
  return { items };
}

/** A cursor is the byte at which the next record begins. */
function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw noSuchPage(cursor);
}

function parseSkipped(line: Buffer, cursor: string | undefined): SkippedRecord {
  try {
    return skippedRecordSchema.parse(JSON.parse(line.toString('utf8')));
  } catch (error) {
    // Only a cursor that this function did not make points into the middle of a record.
    throw cursor === undefined ? error : noSuchPage(cursor);
  }
}

function noSuchPage(cursor: string): Error {
  return mapreduceError('EXECUTION_MISSING', `there is no page ${cursor} of skipped records`, {
    hint: 'Use `nextCursor` of the page before.',
    status: 400,
  });
}

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

/** Removes what a failed, stopped or interrupted execution left beside the output; OUTPUT_EXISTS while one runs. */
export function discardPartial(outputFolder: string): void {
  const paths = outputPaths(outputFolder);
  if (existsSync(paths.partial)) {
    discardDead(paths, newId(systemClock.nowMs(), systemRandom));
  }
}
