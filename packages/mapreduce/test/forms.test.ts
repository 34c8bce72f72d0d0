import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readSkipped } from '../src/output/read-output.ts';
import { runJob } from '../src/run-job.ts';
import { readRows, useScratch, writeInput } from './scratch.ts';

const scratch = useScratch();
const WORDS = new URL('jobs/counted-tokens.ts', import.meta.url);
const EXPECTED = 'a\t3\nb\t2\nc\t1\n';

test('files read whole are records with name, bytes, size and time; one that fails is skipped by its name', async () => {
  const folder = join(scratch(), 'images');
  mkdirSync(folder);
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 10, 0, 255]);
  for (const [name, content] of Object.entries({
    'a.png': bytes,
    'b.png': Buffer.alloc(0),
    'bad.png': bytes,
  })) {
    utimesSync(writeInput(folder, name, content), 0, new Date('2012-03-04T05:06:07Z'));
  }
  const output = join(scratch(), 'output');
  const job = new URL('jobs/file-sizes.ts', import.meta.url);
  const { progress } = await runJob({ job, inputs: [folder], output, runner: 'inline' });
  const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 8);
  expect(readRows(output)).toBe(`a.png ${hash(bytes)} 2012\t7\nb.png ${hash(Buffer.alloc(0))} 2012\t0\n`);
  expect(progress).toMatchObject({ records: 3, skipped: 1 });
  expect((await readSkipped(output, { limit: 9 })).items).toMatchObject([
    { file: join(folder, 'bad.png'), reason: 'a bad file' },
  ]);
});

test('plain and compressed inputs are the same input', async () => {
  const folder = scratch();
  const inputs = [
    writeInput(folder, 'plain.txt', 'a b\n'),
    writeInput(folder, 'first.gz', gzipSync('a b\n')),
    writeInput(folder, 'second.zst', zstdCompressSync('a c')),
  ];
  const output = join(folder, 'output');
  await runJob({ job: WORDS, inputs, output, runner: 'inline' });
  expect(readRows(output)).toBe(EXPECTED);
});

test.each([
  ['gzip', '.gz', gunzipSync],
  ['zstd', '.zst', zstdDecompressSync],
] as const)(
  'parts may be compressed with %s, and the manifest says so',
  async (compression, ending, decompress) => {
    const folder = scratch();
    const inputs = [writeInput(folder, 'words.txt', 'a b\na b\na c')];
    const output = join(folder, 'output');
    const { manifest } = await runJob({ job: WORDS, inputs, output, compression, partitions: 2 });
    expect(manifest?.compression).toBe(compression);
    const names = readdirSync(output).filter((name) => name.startsWith('part-'));
    expect(names).toEqual([`part-00000${ending}`, `part-00001${ending}`]);
    const parts = names.map((name) => decompress(readFileSync(join(output, name))).toString());
    expect(parts.join('').split('\n').filter(Boolean).sort().join('\n').concat('\n')).toBe(EXPECTED);
  },
);

test('an output is replaced only when that is asked for', async () => {
  const folder = scratch();
  const output = join(folder, 'output');
  const run = (text: string, overwrite: boolean) =>
    runJob({
      job: WORDS,
      inputs: [writeInput(folder, 'words.txt', text)],
      output,
      runner: 'inline',
      overwrite,
    });
  await run('old', false);
  await expect(run('new', false)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  expect(readRows(output)).toBe('old\t1\n');
  await run('new', true);
  expect(readRows(output)).toBe('new\t1\n');
  expect(readdirSync(folder).sort()).toEqual(['output', 'words.txt']);
});
