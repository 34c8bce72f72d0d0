import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Limits, limitsSchema } from '../../src/config.ts';
import { planSplits } from '../../src/input/plan-splits.ts';
import { LineReader } from '../../src/input/read-lines.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();

interface Line {
  offset: number;
  bytes: number;
  content: string | undefined;
  isUtf8: boolean | undefined;
}

/** What the reader gives for all splits of a file, one after the other. */
function readAll(path: string, fileBytes: number, limits: Limits): Line[] {
  const lines: Line[] = [];
  for (const split of planSplits([{ path, name: path, bytes: fileBytes }], limits)) {
    const reader = new LineReader(split, limits);
    while (reader.next()) {
      const { offset, lineBytes: bytes, isTooLong } = reader;
      const content = isTooLong
        ? undefined
        : reader.buffer.toString('latin1', reader.lineStart, reader.lineEnd);
      lines.push({ offset, bytes, content, isUtf8: isTooLong ? undefined : reader.isLineUtf8() });
    }
    expect(reader.bytesDone).toBe(split.end - split.start);
    reader.close();
  }
  return lines;
}

/** The same by cutting the whole content at newlines. */
function cutAll(content: Buffer, lineBytesMax: number): Line[] {
  const lines: Line[] = [];
  for (let offset = 0; offset < content.length; ) {
    const newline = content.indexOf(10, offset);
    const end = newline === -1 ? content.length : newline;
    const line = content.subarray(offset, end);
    const isTooLong = line.length > lineBytesMax;
    lines.push({
      offset,
      bytes: line.length,
      content: isTooLong ? undefined : line.toString('latin1'),
      isUtf8: isTooLong ? undefined : Buffer.from(line.toString('utf8')).equals(line),
    });
    offset = end + 1;
  }
  return lines;
}

const piece = fc.oneof(
  fc.constant('\n'),
  fc.constantFrom('', 'a', 'äöü', '😀', '\r\n', '\xff'),
  fc.string({ maxLength: 30 }),
  fc.integer({ min: 1, max: 300 }).map((length) => 'x'.repeat(length)),
);
const content = fc
  .array(piece, { maxLength: 60 })
  .map((pieces) =>
    Buffer.concat(pieces.map((text) => Buffer.from(text, text === '\xff' ? 'latin1' : 'utf8'))),
  );

test('splits of any size give each line once, with its offset, whatever the chunks', () => {
  const folder = scratch();
  fc.assert(
    fc.property(
      content,
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 200 }),
      (bytes, split, longest) => {
        const path = writeInput(folder, 'input', bytes);
        const limits = limitsSchema.parse({
          splitBytesMin: split,
          splitBytesMax: split,
          chunkBytes: 16,
          lineBytesMax: longest,
        });
        expect(readAll(path, bytes.length, limits)).toEqual(cutAll(bytes, longest));
      },
    ),
    { numRuns: 300 },
  );
});

test('lines longer than every buffer are passed over in bounded memory, also across splits', () => {
  const folder = scratch();
  const bytes = Buffer.concat(
    ['first\n', 'y'.repeat(700_000), '\nmiddle\n', 'z'.repeat(300_000)].map((text) => Buffer.from(text)),
  );
  const path = writeInput(folder, 'input', bytes);
  for (const split of [100_000, 10_000_000]) {
    const limits = limitsSchema.parse({
      splitBytesMin: split,
      splitBytesMax: split,
      chunkBytes: 4096,
      lineBytesMax: 1000,
    });
    expect(readAll(path, bytes.length, limits)).toEqual([
      { offset: 0, bytes: 5, content: 'first', isUtf8: true },
      { offset: 6, bytes: 700_000, content: undefined, isUtf8: undefined },
      { offset: 700_007, bytes: 6, content: 'middle', isUtf8: true },
      { offset: 700_014, bytes: 300_000, content: undefined, isUtf8: undefined },
    ]);
    const reader = new LineReader(
      { path, name: path, start: 0, end: bytes.length, fileBytes: bytes.length },
      limits,
    );
    while (reader.next());
    expect(reader.buffer.length).toBeLessThan(300_000);
    reader.close();
  }
});

test('a file that became shorter since the plan is an error that names it', () => {
  const path = writeInput(scratch(), 'input', 'one\ntwo\n');
  const reader = new LineReader(
    { path, name: path, start: 0, end: 100, fileBytes: 100 },
    limitsSchema.parse({}),
  );
  expect(reader.next() && reader.next()).toBe(true);
  expect(() => reader.next()).toThrow(
    expect.objectContaining({ code: 'INPUT_UNREADABLE', message: expect.stringContaining(path) }),
  );
  reader.close();
  const missing = join(path, '..', 'gone');
  expect(
    () =>
      new LineReader(
        { path: missing, name: missing, start: 0, end: 1, fileBytes: 1 },
        limitsSchema.parse({}),
      ),
  ).toThrow(expect.objectContaining({ code: 'INPUT_UNREADABLE', message: expect.stringContaining(missing) }));
});

test('what is appended after the plan is not read', () => {
  const path = writeInput(scratch(), 'input', 'one\ntwo and what came later\n');
  const reader = new LineReader({ path, name: path, start: 0, end: 7, fileBytes: 7 }, limitsSchema.parse({}));
  const lines: string[] = [];
  while (reader.next()) lines.push(reader.buffer.toString('utf8', reader.lineStart, reader.lineEnd));
  expect(lines).toEqual(['one', 'two']);
  reader.close();
});
