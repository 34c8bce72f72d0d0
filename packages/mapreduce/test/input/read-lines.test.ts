import { join } from 'node:path';
import { KernelMemory } from '@oremill/json-fields';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Limits, limitsSchema } from '../../src/config.ts';
import type { ByteSource } from '../../src/input/byte-source.ts';
import { type OpenedLines, openLines } from '../../src/input/open-lines.ts';
import { planSplits, type Split } from '../../src/input/plan-splits.ts';
import { type LineRange, LineReader, readFrom } from '../../src/input/read-lines.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();

interface Line {
  offset: number;
  bytes: number;
  content: string | undefined;
  isUtf8: boolean | undefined;
}

/** What is left of a range, line by line; checks on the way what the reader promises of its chunks. */
async function readLines(reader: OpenedLines, memory: KernelMemory): Promise<Line[]> {
  const lines: Line[] = [];
  for (;;) {
    const filled = reader.fill();
    if (!(typeof filled === 'boolean' ? filled : await filled)) break;
    const { chunkStart, chunkEnd } = reader;
    const whole = reader.buffer.toString('latin1', chunkStart, chunkEnd);
    const inMemory = Buffer.from(memory.memory.buffer, reader.address, reader.buffer.length);
    if (reader.address !== undefined) expect(inMemory.toString('latin1', chunkStart, chunkEnd)).toBe(whole);
    let walked = '';
    while (reader.next()) {
      const { offset, lineBytes: bytes, isTooLong } = reader;
      const text = reader.buffer.toString('latin1', reader.lineStart, reader.lineEnd);
      const content = isTooLong ? undefined : text;
      lines.push({ offset, bytes, content, isUtf8: isTooLong ? undefined : reader.isLineUtf8() });
      if (chunkEnd > chunkStart) walked += `${text}\n`;
    }
    // The last line of all may lack its newline.
    expect([whole, `${whole}\n`]).toContain(walked);
    expect(reader.next()).toBe(false);
  }
  reader.close();
  return lines;
}

/** What the reader gives for all splits of a file, one after the other. */
async function readAll(path: string, fileBytes: number, limits: Limits): Promise<Line[]> {
  const lines: Line[] = [];
  for (const split of planSplits([{ path, name: path, bytes: fileBytes }], limits)) {
    const memory = new KernelMemory(limits.chunkBytes);
    const reader = openLines(split, limits, memory);
    lines.push(...(await readLines(reader, memory)));
    expect(reader.bytesDone).toBe(split.end - split.start);
  }
  return lines;
}

/** A source whose bytes have to be waited for every other time, and come in pieces of any size. */
function slowSource(bytes: Buffer, start: number, pieceBytes: number): ByteSource {
  let at = start;
  let calls = 0;
  return {
    read(target, from, bytesMax) {
      const length = Math.min(pieceBytes, bytesMax, bytes.length - at);
      const copied = bytes.copy(target, from, at, at + length);
      at += copied;
      calls += 1;
      return calls % 2 === 0 ? copied : Promise.resolve(copied);
    },
    close() {},
  };
}

function open(split: Pick<Split, 'path' | 'end'>, limits: Limits): OpenedLines {
  const whole = { name: split.path, start: 0, fileBytes: split.end, ...split };
  return openLines(whole, limits, new KernelMemory(limits.chunkBytes));
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

test('splits of any size give each line once, with its offset, whatever the chunks', async () => {
  const folder = scratch();
  await fc.assert(
    fc.asyncProperty(
      content,
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 200 }),
      async (bytes, split, longest) => {
        const path = writeInput(folder, 'input', bytes);
        const limits = limitsSchema.parse({
          splitBytesMin: split,
          splitBytesMax: split,
          chunkBytes: 16,
          lineBytesMax: longest,
        });
        expect(await readAll(path, bytes.length, limits)).toEqual(cutAll(bytes, longest));
      },
    ),
    { numRuns: 300 },
  );
});

test('a source that is waited for, in pieces of any size, gives the same lines, also when its end is not known', async () => {
  await fc.assert(
    fc.asyncProperty(
      content,
      fc.array(fc.nat({ max: 400 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 200 }),
      async (bytes, cuts, pieceBytes, longest) => {
        const limits = limitsSchema.parse({ chunkBytes: 24, lineBytesMax: longest });
        const starts = [0, ...cuts.filter((cut) => cut > 0 && cut < bytes.length).sort((a, b) => a - b)];
        const lines: Line[] = [];
        for (const [index, start] of starts.entries()) {
          const range: LineRange = { start, end: starts[index + 1] ?? Number.POSITIVE_INFINITY };
          const memory = new KernelMemory(limits.chunkBytes);
          const source = slowSource(bytes, readFrom(range), pieceBytes);
          lines.push(...(await readLines(new LineReader(source, range, limits, memory), memory)));
        }
        expect(lines).toEqual(cutAll(bytes, longest));
      },
    ),
    { numRuns: 500 },
  );
});

test('lines longer than every buffer are passed over in bounded memory, also across splits', async () => {
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
    expect(await readAll(path, bytes.length, limits)).toEqual([
      { offset: 0, bytes: 5, content: 'first', isUtf8: true },
      { offset: 6, bytes: 700_000, content: undefined, isUtf8: undefined },
      { offset: 700_007, bytes: 6, content: 'middle', isUtf8: true },
      { offset: 700_014, bytes: 300_000, content: undefined, isUtf8: undefined },
    ]);
    const reader = open({ path, end: bytes.length }, limits);
    while (reader.fill()) expect(reader.buffer.length).toBeLessThanOrEqual(4096);
    reader.close();
  }
});

test('a line longer than a chunk lies in a buffer of its own, those after it in the memory again', () => {
  const bytes = Buffer.from(`${'x'.repeat(100)}\n${'short\n'.repeat(20)}`);
  const path = writeInput(scratch(), 'input', bytes);
  const limits = limitsSchema.parse({ chunkBytes: 32 });
  const reader = open({ path, end: bytes.length }, limits);
  const addresses: boolean[] = [];
  while (reader.fill()) addresses.push(reader.address !== undefined);
  reader.close();
  expect(addresses[0]).toBe(false);
  expect(addresses.length).toBeGreaterThan(2);
  expect(new Set(addresses.slice(1))).toEqual(new Set([true]));
});

test('a file that became shorter since the plan is an error that names it', () => {
  const path = writeInput(scratch(), 'input', 'one\ntwo\n');
  const limits = limitsSchema.parse({});
  const reader = open({ path, end: 100 }, limits);
  expect(reader.fill() && reader.next() && reader.next()).toBe(true);
  expect(() => reader.fill()).toThrow(
    expect.objectContaining({ code: 'INPUT_UNREADABLE', message: expect.stringContaining(path) }),
  );
  reader.close();
  const missing = join(path, '..', 'gone');
  expect(() => open({ path: missing, end: 1 }, limits)).toThrow(
    expect.objectContaining({ code: 'INPUT_UNREADABLE', message: expect.stringContaining(missing) }),
  );
});

test('what is appended after the plan is not read', () => {
  const path = writeInput(scratch(), 'input', 'one\ntwo and what came later\n');
  const reader = open({ path, end: 7 }, limitsSchema.parse({}));
  const lines: string[] = [];
  while (reader.fill()) {
    while (reader.next()) lines.push(reader.buffer.toString('utf8', reader.lineStart, reader.lineEnd));
  }
  expect(lines).toEqual(['one', 'two']);
  reader.close();
});
