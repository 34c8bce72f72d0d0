import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjects } from '@oremill/runtime/objects';
import { afterAll, expect, test } from 'vitest';
import { chainContents } from '../../src/sample/chain-contents.ts';
import { type CutOptions, cutBlocks } from '../../src/sample/cut-blocks.ts';
import { cutFiles } from '../../src/sample/cut-files.ts';
import { readRange } from '../../src/sample/file-range.ts';
import { openContents } from '../../src/sample/open-content.ts';

const OPTIONS: CutOptions = { name: 'posts', blockBytes: 16, lineBytesMax: 64 };
const folder = mkdtempSync(join(tmpdir(), 'oremill-cut-'));
afterAll(() => rmSync(folder, { recursive: true }));

function filesOf(...texts: string[]): string[] {
  return texts.map((text, index) => {
    const path = join(folder, `${index}.jsonl`);
    writeFileSync(path, text);
    return path;
  });
}

async function rangesOf(paths: readonly string[], options = OPTIONS) {
  const room = Buffer.alloc(20);
  const ranges = await Array.fromAsync(cutFiles(paths, options));
  return ranges.map((range) => ({ text: readRange(range, room).toString(), offset: range.offset }));
}

/** Each line and where it is in the content. */
function linesOf(blocks: readonly { readonly text: string; readonly offset: number }[]) {
  return blocks.flatMap(({ text, offset }) =>
    [...text.matchAll(/[^\n]*\n|[^\n]+$/g)].map(({ 0: line, index }) => ({
      line: line.trimEnd(),
      at: offset + index,
    })),
  );
}

const TEXT = 'one\n\ntwo two\nthree three three three\n4\r\nfive, of more than one block of 16\nsix\n';

test.each([
  [[TEXT]],
  [[TEXT.trimEnd()]],
  [['', TEXT, 'a', '', 'b\n', '\n', 'c']],
  [[TEXT.trimEnd(), TEXT.trimEnd()]],
  [['']],
])('files are cut into whole lines, at the places that they have in the content: %j', async (texts) => {
  const paths = filesOf(...texts);
  const contents = await openContents(paths, createObjects());
  for (const blockBytes of [1, 7, 16, 1000]) {
    const options = { ...OPTIONS, blockBytes };
    const blocks = await Array.fromAsync(cutBlocks(chainContents(contents), options));
    const expected = blocks.map(({ bytes, offset }) => ({ text: bytes.toString(), offset }));
    expect(linesOf(await rangesOf(paths, options))).toEqual(linesOf(expected));
  }
});

test('a line that is too long is refused, and the message says where', async () => {
  const paths = filesOf('{"first":"of sixteen bytes"}\n', 'x'.repeat(20_000));
  await expect(rangesOf(paths)).rejects.toMatchObject({
    code: 'SAMPLE_UNREADABLE',
    message: 'posts has a line of more than 64 bytes behind byte 29',
  });
});

test('a range of a file that has become shorter has what there is', () => {
  const [path = ''] = filesOf('one\ntwo\n');
  const range = { path, start: 4, bytes: 100, offset: 4 };
  expect(readRange(range, Buffer.alloc(8)).toString()).toBe('two\n');
});
