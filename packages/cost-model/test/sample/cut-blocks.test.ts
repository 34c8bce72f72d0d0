import { expect, test } from 'vitest';
import { type CutOptions, cutBlocks } from '../../src/sample/cut-blocks.ts';

const OPTIONS: CutOptions = { name: 'posts.jsonl', blockBytes: 16, lineBytesMax: 64 };

async function* inChunks(text: string, chunkBytes: number): AsyncGenerator<Buffer, void> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function blocksOf(content: AsyncIterable<Buffer>, options = OPTIONS) {
  const blocks = await Array.fromAsync(cutBlocks(content, options));
  return blocks.map(({ bytes, offset }) => ({ text: bytes.toString(), offset }));
}

const TEXT = 'one\n\ntwo two\nthree three three three\n4\r\nfive, of more than one block of 16\nsix\n';

test.each([TEXT, TEXT.trimEnd(), '\n', 'a', `${TEXT}\n\n`])(
  'wherever chunks end, blocks are whole lines, one after the other: %j',
  async (text) => {
    for (let chunkBytes = 1; chunkBytes <= text.length + 1; chunkBytes += 1) {
      const blocks = await blocksOf(inChunks(text, chunkBytes));
      let offset = 0;
      for (const [index, block] of blocks.entries()) {
        expect(block.offset).toBe(offset);
        if (index < blocks.length - 1) expect(block.text.endsWith('\n')).toBe(true);
        offset += block.text.length;
      }
      expect(blocks.map((block) => block.text).join('')).toBe(text);
    }
  },
);

test('a block has as many lines as it takes to fill it', async () => {
  expect(await blocksOf(inChunks('12345\n12345\n12345\n12345\n', 6))).toEqual([
    { text: '12345\n12345\n12345\n', offset: 0 },
    { text: '12345\n', offset: 18 },
  ]);
});

test('nothing gives no block', async () => {
  expect(await blocksOf(inChunks('', 1))).toEqual([]);
});

test('a line that is too long is refused before it is all held, and the message says where', async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Buffer, void> {
    yield Buffer.from('{"first":"of sixteen bytes"}\n');
    for (;;) {
      given += 10;
      yield Buffer.from('0123456789');
    }
  }
  await expect(blocksOf(endless())).rejects.toMatchObject({
    code: 'SAMPLE_UNREADABLE',
    message: 'posts.jsonl has a line of more than 64 bytes behind byte 29',
  });
  expect(given).toBeLessThan(200);
});

test('a line that is as long as it may be is none too long', async () => {
  const line = `${'x'.repeat(63)}\n`;
  expect(await blocksOf(inChunks(line.repeat(3), 5))).toHaveLength(3);
});
