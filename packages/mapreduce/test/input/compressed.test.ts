import { join } from 'node:path';
import { Readable } from 'node:stream';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { KernelMemory } from '@oremill/json-fields';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { findSources, spoolStdin } from '../../src/input/find-sources.ts';
import { openLines } from '../../src/input/open-lines.ts';
import { planSplits, type Source } from '../../src/input/plan-splits.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();
const limits = limitsSchema.parse({ chunkBytes: 4096, splitBytesMin: 1000, splitBytesMax: 1000 });

const first = Array.from({ length: 25_000 }, (_, index) => `line ${(index * 7) % 101}\n`).join('');
const second = 'the last line, in a stream of its own';

/** Made with `bzip2 -1`, which gives the first one two blocks; nothing in Node compresses so. */
const bzip2 = {
  first: [
    'QlpoMTFBWSZTWQwsXiUAkefZAAAQQAB/4AIlUAP+AAAAAKYACaFMABNCmAAmhTAATQTVVNEzfqikentB8QfJBwg4QcoNA6QdoMg6QdoPaDINAy',
    'DygyDIMgyDQMg/EGQZBkGQekGgZBkGQZB6QZBkGgZBkH4gyDIMg0DygyDIMgyDIMg9wMgyDIOEGQZBkGgZBkGQfEGQZBxA0DIMgyDIMgyD5AyD',
    'IPCDIMgyDINAyDIMg5QaQZBkGQZBkGQZBkGQZBz+wSVPKDyg6QekHSD2g6QfsDuB2g7QdSDqB0g6QdIMg5QZBkGQcVUSyDIMg0DIMgyDIOUGQe',
    'FUS8IMgyDIMgyDQMgyDFQrIPCDQMgyDIMgyDINA5pQrIPCDIMg0DIMgyDIMg5qolkGQZBkGQaBkGQZBlUS5QZBkGQZBkGQaBkGVRLIOYGQZBkG',
    'QZBkGQaqiWQZBygyDQMgyDIMg0qFfQSVPoJKn+/8ElT6CSp/GKCskymsvuHWOYAXL+yAAAggAD/wARKoAg4AAAAHhTAATQpgAJoUwAE0E1VImN',
    '+qJRgUqowANPPuQ+EPlIeCHghzIaQ6IdyHUhyQ7Ie5DSGkMQ8yGkMQxDSGkMQ9SGkNIYhiH5IaQxDSGkMQ/CGIaQ0hiGkPUhiGIaQ0h5IYhpDS',
    'GIYhpD3IYhpDSHiQxDENIaQxDSGkPhDSGkPEhpDENIaQxDSGkPkhiGkOCGkMQ0hpDSGIaQ0hyQ1IaQ0hiGkNIYhpDSGIYh9SFRd8UkPMh5kO5D',
    'sh2Q+SHZD7IfZD7IfZDqQ9cEOpDqQ6kOpD1IckMQxDEPBVJYhiGIaQ0hpDSGkOZDEOJVJcSGkNIYhiGIaQ0hpDVKK0hwQ0hpDSGkMQxDENIc1K',
    'KxDghiGIaQ0hpDSGkMQ5lUlpDSGIYhiGkNIaQ0hpVJcyGkNIaQxDEMQ0hpDSqSxDmQxDSGkNIaQxDEMqpLEMQ5IYhpDSGkNIaQylFYiIFiIgXs',
    'RAsREC+F3JFOFCQZZsQOQ=',
  ],
  second: ['QlpoOTFBWSZTWapM040AABCRgEAEI2ecgCAAIiZMTNJ6gpgAC2iCDT0uAEjkrqintpCO2Ws18XckU4UJCqTNONA='],
};

const checked = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
/** Each kind with the two texts in members, frames or streams of their own. */
const kinds: [name: string, stored: { first: Buffer; second: Buffer }][] = [
  ['a.gz', { first: gzipSync(first), second: gzipSync(second) }],
  ['a.zst', { first: zstdCompressSync(first, checked), second: zstdCompressSync(second, checked) }],
  ['a.bz2', { first: fromBase64(bzip2.first), second: fromBase64(bzip2.second) }],
];

function fromBase64(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'base64');
}

/** What all splits of the sources give: each line with its offset. */
async function readAll(sources: readonly Source[]): Promise<[offset: number, line: string][]> {
  const lines: [number, string][] = [];
  for (const split of planSplits(sources, limits)) {
    const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes));
    try {
      while (await reader.fill()) {
        expect(reader.bytesDone).toBeLessThanOrEqual(split.end);
        while (reader.next()) {
          lines.push([reader.offset, reader.buffer.toString('utf8', reader.lineStart, reader.lineEnd)]);
        }
      }
      expect(reader.bytesDone).toBe(split.end - split.start);
    } finally {
      reader.close();
    }
  }
  return lines;
}

function cut(text: string): [offset: number, line: string][] {
  let offset = 0;
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  return lines.map((line) => {
    const begin = offset;
    offset += Buffer.byteLength(line) + 1;
    return [begin, line];
  });
}

describe.each(kinds)('%s', (name, stored) => {
  const whole = Buffer.concat([stored.first, stored.second]);

  test('is one split with the lines of all its members, at their place in the content', async () => {
    const path = writeInput(scratch(), name, whole);
    const sources = await findSources([path], '');
    expect(planSplits(sources, limits)).toMatchObject([{ start: 0, end: whole.length }]);
    expect(await readAll(sources)).toEqual(cut(first + second));
  });

  test('is known by its content, whatever its name, also from stdin', async () => {
    const folder = scratch();
    expect(await readAll(await findSources([writeInput(folder, 'plain.txt', stored.first)], ''))).toEqual(
      cut(first),
    );
    const spool = join(folder, 'stdin');
    const stdin = Readable.from([whole]);
    const sources = await spoolStdin(
      await findSources(['-'], spool),
      stdin,
      diskFiles,
      new AbortController().signal,
    );
    expect(await readAll(sources)).toEqual(cut(first + second));
  });

  test('is an error that names it, wherever it is cut off', async () => {
    const folder = scratch();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (bytes) => {
        // Cut between two members it is a whole file, which no reader can know to be the half of another.
        if (bytes === stored.first.length) return;
        const path = writeInput(folder, name, whole.subarray(0, bytes));
        const reading = findSources([path], '').then(readAll);
        await expect(reading).rejects.toMatchObject({
          code: 'INPUT_UNREADABLE',
          message: expect.stringContaining(path),
        });
      }),
      { numRuns: 60 },
    );
  });

  test('is an error, or read as it was, wherever a bit of it has turned', async () => {
    const folder = scratch();
    const expected = cut(first);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stored.first.length - 1 }), fc.nat({ max: 7 }), async (index, bit) => {
        const bytes = Buffer.from(stored.first);
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        const path = writeInput(folder, name, bytes);
        const read = await findSources([path], '')
          .then(readAll)
          .catch((error: unknown) => error);
        if (!Array.isArray(read)) refused += 1;
        const error = { code: 'INPUT_UNREADABLE', message: expect.stringContaining(path) };
        expect(read).toEqual(Array.isArray(read) ? expected : expect.objectContaining(error));
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  test.each([
    ['text', Buffer.from('text')],
    ['zeros', Buffer.alloc(4)],
    ['zeros and another member', Buffer.concat([Buffer.alloc(4), stored.second])],
    ['the beginning of another member', stored.second.subarray(0, 2)],
  ])('is an error when it is followed by %s', async (_title, tail) => {
    const path = writeInput(scratch(), name, Buffer.concat([stored.first, tail]));
    const reading = findSources([path], '').then(readAll);
    await expect(reading).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringMatching(/a\.\w+ is damaged or cut off near byte \d+ of \d+/),
    });
  });

  test('that became shorter since it was found is an error that says so', async () => {
    const folder = scratch();
    const sources = await findSources([writeInput(folder, name, whole)], '');
    writeInput(folder, name, stored.first);
    await expect(readAll(sources)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('became shorter'),
    });
  });

  test('may be left in the middle', async () => {
    const [split] = planSplits(await findSources([writeInput(scratch(), name, whole)], ''), limits);
    if (split === undefined) throw new Error('no split');
    const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes));
    expect(await reader.fill()).toBe(true);
    reader.close();
    const unread = openLines(split, limits, new KernelMemory(limits.chunkBytes));
    unread.close();
  });

  test('whose name says so, and whose content is text, is refused when it is found', async () => {
    for (const content of ['plain text\n', '']) {
      const path = writeInput(scratch(), name.toUpperCase(), content);
      await expect(findSources([path], '')).rejects.toMatchObject({
        code: 'INPUT_UNREADABLE',
        message: expect.stringContaining(path),
      });
      expect(await findSources([path], '', { readAs: 'files' })).toEqual([
        { path, name: path, bytes: Buffer.byteLength(content), modifiedMs: expect.any(Number) },
      ]);
    }
  });
});

test('an empty member gives nothing', async () => {
  const folder = scratch();
  const bytes = Buffer.concat(['', 'a\n', '', 'b'].map((text) => gzipSync(text)));
  expect(await readAll(await findSources([writeInput(folder, 'a', bytes)], ''))).toEqual([
    [0, 'a'],
    [2, 'b'],
  ]);
  expect(await readAll(await findSources([writeInput(folder, 'b', gzipSync(''))], ''))).toEqual([]);
});
