import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { createObjects } from '@oremill/runtime/objects';
import { afterAll, expect, test } from 'vitest';
import { chainContents } from '../../src/sample/chain-contents.ts';
import { contentOf, openContents } from '../../src/sample/open-content.ts';

const folder = mkdtempSync(join(tmpdir(), 'oremill-cost-'));
const LONG = Buffer.from('{"text":"a b"}\n'.repeat(20_000));
mkdirSync(join(folder, 'posts/below'), { recursive: true });
const put = (name: string, bytes: string | Buffer) => writeFileSync(join(folder, 'posts', name), bytes);
put('a.jsonl', 'a\n');
put('b.jsonl', 'b');
put('c.gz', gzipSync('c\n'));
put('d.zst', zstdCompressSync('d\n'));
put('_SUCCESS', '');
put('.hidden', 'x\n');
put('below/e.jsonl', 'e\n');
put('long.gz', gzipSync(LONG));
afterAll(() => rmSync(folder, { recursive: true }));

const objects = createObjects();
const at = (...path: string[]) => join(folder, 'posts', ...path);

async function textOf(...inputs: string[]): Promise<string> {
  const chunks = await Array.fromAsync(chainContents(await openContents(inputs, objects)));
  return Buffer.concat(chunks).toString();
}

test('a file, as it is or compressed', async () => {
  expect(await textOf(at('a.jsonl'))).toBe('a\n');
  expect(await textOf(at('c.gz'))).toBe('c\n');
  expect(await textOf(at('d.zst'))).toBe('d\n');
  expect(await textOf(at('long.gz'))).toBe(LONG.toString());
});

test('a glob and a folder, sorted, without what is hidden or below', async () => {
  expect(await textOf(at('[acd].*'))).toBe('a\nc\nd\n');
  expect(await textOf(at('**/*.jsonl'))).toBe('a\nb\ne\n');
  rmSync(at('long.gz'));
  expect(await textOf(at())).toBe('a\nb\nc\nd\n');
});

test('several in the order that they are named in; a last line without newline stays a line', async () => {
  expect(await textOf(at('d.zst'), at('b.jsonl'), at('a.jsonl'), at('b.jsonl'))).toBe('d\nb\na\nb');
});

test('what is not there is named', async () => {
  for (const input of [at('nothing.jsonl'), at('*.tsv'), at('a.jsonl', 'below')])
    await expect(openContents([at('a.jsonl'), input], objects)).rejects.toMatchObject({
      code: 'SAMPLE_MISSING',
      message: `there is nothing at ${input}`,
    });
});

test('what is damaged or cut off is named, and how it is compressed', async () => {
  const zipped = gzipSync(LONG);
  const flipped = Buffer.from(zipped);
  flipped[100] = (flipped[100] as number) ^ 0xff;
  put('cut.gz', zipped.subarray(0, -5));
  put('flipped.gz', flipped);
  put('cut.zst', zstdCompressSync(LONG).subarray(0, -5));
  for (const [name, how] of [
    ['cut.gz', 'gzip'],
    ['flipped.gz', 'gzip'],
    ['cut.zst', 'zstd'],
  ] as const) {
    const error = await textOf(at(name)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SAMPLE_UNREADABLE' });
    expect((error as Error).message).toMatch(
      new RegExp(`^${at(name)} is damaged or cut off before byte \\d+ \\(${how}: `),
    );
  }
});

test('a file that goes away before it is read is told of', async () => {
  put('gone.jsonl', 'x\n');
  const contents = await openContents([at('gone.jsonl')], objects);
  rmSync(at('gone.jsonl'));
  await expect(Array.fromAsync(chainContents(contents))).rejects.toMatchObject({
    code: 'SAMPLE_UNREADABLE',
    message: `cannot read ${at('gone.jsonl')}: ENOENT`,
  });
});

test('who gives up gets his own reason, and the stream is closed', async () => {
  const control = new AbortController();
  let isClosed = false;
  async function* endless(): AsyncGenerator<Buffer, void> {
    try {
      for (;;) yield Buffer.from('{}\n');
    } finally {
      isClosed = true;
    }
  }
  const content = contentOf('endless', undefined, endless);
  const reason = new Error('enough');
  const read = async () => {
    for await (const _chunk of content.read(control.signal)) {
      control.abort(reason);
      control.signal.throwIfAborted();
    }
  };
  await expect(read()).rejects.toBe(reason);
  expect(isClosed).toBe(true);
});
