import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjects } from '@oremill/runtime/objects';
import { afterAll, describe, expect, test } from 'vitest';
import { Buffers } from '../../src/cluster/buffers.ts';
import { readBlocks } from '../../src/cluster/read-blocks.ts';
import { planStretches, type Stretch } from '../../src/cluster/stretch.ts';
import { describeFile } from '../../src/load/describe-file.ts';

describe('stretches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kv-stretch-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'lines.tsv');
  const format = { isEscaped: false, keyColumn: 0 };

  async function read(stretch: Stretch, bufferBytes: number): Promise<{ text: string; offset: number }[]> {
    const blocks = readBlocks(stretch, new Buffers(bufferBytes, 2), createObjects());
    const copied = [];
    for await (const { bytes, offset } of blocks) copied.push({ text: bytes.toString(), offset });
    return copied;
  }

  test.each([1, 2, 3, 5, 8, 13, 100])(
    'of about %d bytes: each line comes once, in its place',
    async (stretchBytes) => {
      const text = 'a\t1\n\nlonger\tthan a buffer is at first\nb\t\n\n\nlast';
      writeFileSync(path, text);
      const stretches = planStretches([await describeFile(path, format)], stretchBytes);
      expect(stretches).toHaveLength(Math.ceil(text.length / stretchBytes));
      const blocks = (await Promise.all(stretches.map((stretch) => read(stretch, 8)))).flat();
      expect(blocks.map((block) => block.text).join('')).toBe(text);
      // All but the last end with a line.
      for (const block of blocks.slice(0, -1)) expect(block.text.at(-1)).toBe('\n');
      for (const block of blocks) expect(text.startsWith(block.text, block.offset)).toBe(true);
      expect(new Set(blocks.map(({ offset }) => offset)).size).toBe(blocks.length);
    },
  );

  test('an offset is that of the first line of a block', async () => {
    const text = Array.from({ length: 50 }, (_, at) => `key${at}\tvalue\n`).join('');
    writeFileSync(path, text);
    const [whole] = planStretches([await describeFile(path, format)], 1000);
    const blocks = await read(whole ?? expect.fail(), 64);
    expect(blocks.length).toBeGreaterThan(5);
    for (const block of blocks)
      expect(text.slice(block.offset, block.offset + block.text.length)).toBe(block.text);
  });

  test('what has a checksum is one stretch; a file that was changed since it was found is refused', async () => {
    writeFileSync(path, 'a\t1\nb\t2\n');
    const source = await describeFile(path, format);
    expect(planStretches([{ ...source, sha256: 'x' }], 2)).toMatchObject([{ start: 0, end: undefined }]);
    const [stretch] = planStretches([source], 100);
    expect((await read(stretch ?? expect.fail(), 64)).map(({ text }) => text)).toEqual(['a\t1\nb\t2\n']);
    writeFileSync(path, 'a\t1\nb\t2\nc\t3\n');
    await expect(read(stretch ?? expect.fail(), 64)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  });
});
