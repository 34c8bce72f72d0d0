import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { KernelMemory } from '@oremill/json-fields';
import { type S3Server, startS3Server } from '@oremill/workbench/s3-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { findChanged } from '../../src/input/find-changed.ts';
import { findInputs } from '../../src/input/find-inputs.ts';
import { findSources } from '../../src/input/find-sources.ts';
import { openLines } from '../../src/input/open-lines.ts';
import { planFileSplits, planSplits } from '../../src/input/plan-splits.ts';
import { readRows, useScratch, writeInput } from '../scratch.ts';

const limits = limitsSchema.parse({ chunkBytes: 4096, splitBytesMin: 50_000, splitBytesMax: 50_000 });
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const scratch = useScratch();
let server: S3Server;

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());

/** Not synchronous, since the server is in this process. */
function run(args: readonly string[], env: NodeJS.ProcessEnv) {
  return promisify(execFile)(process.execPath, args, { env });
}

async function put(key: string, content: string | Buffer = 'x'): Promise<string> {
  const uri = `s3://mill/${key}`;
  await server.objects.publish(uri, Buffer.from(content));
  return uri;
}

async function readAll(input: string): Promise<string[]> {
  const lines: string[] = [];
  for (const split of planSplits(await findSources([input], '', { objects: server.objects }), limits)) {
    const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes), server.objects);
    try {
      while (await reader.fill()) {
        while (reader.next()) {
          lines.push(reader.buffer.toString('utf8', reader.lineStart, reader.lineEnd));
        }
      }
      expect(reader.bytesDone).toBe(split.end - split.start);
    } finally {
      reader.close();
    }
  }
  return lines;
}

describe('what an input in S3 stands for', () => {
  const found = async (input: string) =>
    (await findInputs([`s3://mill/${input}`], server.objects)).map(({ path }) =>
      path.slice('s3://mill/'.length),
    );

  beforeAll(async () => {
    const names = [
      'b.log',
      'a.log',
      'é.log',
      '_SUCCESS',
      '.hidden',
      'c[1].log',
      'below/d.log',
      'below/deep/e.log',
      'f.txt',
    ];
    for (const name of names) await put(`found/${name}`);
    await put('found-beside/g.log');
  });

  test('a key is that object, also when its name looks like a glob', async () => {
    expect(await found('found/a.log')).toEqual(['found/a.log']);
    expect(await found('found/c[1].log')).toEqual(['found/c[1].log']);
    expect(await found('found/_SUCCESS')).toEqual(['found/_SUCCESS']);
  });

  test('a folder means what lies directly in it, sorted, not hidden, with or without the slash', async () => {
    const names = ['a.log', 'b.log', 'c[1].log', 'f.txt', 'é.log'].map((name) => `found/${name}`);
    expect(await found('found/')).toEqual(names);
    expect(await found('found')).toEqual(names);
  });

  test('a glob matches keys, over folders where it says so', async () => {
    expect(await found('found/*.log')).toEqual([
      'found/a.log',
      'found/b.log',
      'found/c[1].log',
      'found/é.log',
    ]);
    expect(await found('found/**/*.log')).toEqual(
      ['a.log', 'b.log', 'below/d.log', 'below/deep/e.log', 'c[1].log', 'é.log'].map(
        (name) => `found/${name}`,
      ),
    );
    expect(await found('found*/g.log')).toEqual(['found-beside/g.log']);
    expect(await found('found/{a,b}.log')).toEqual(['found/a.log', 'found/b.log']);
    expect(await found('found/.h*')).toEqual(['found/.hidden']);
  });

  test.each(['found/nothing', 'found/*.nothing', 'nowhere/'])(
    '%s is INPUT_MISSING and named',
    async (input) => {
      await expect(found(input)).rejects.toMatchObject({
        code: 'INPUT_MISSING',
        message: expect.stringContaining(`s3://mill/${input}`),
      });
    },
  );

  test('a bucket that is not there is INPUT_MISSING, a URI that is none as well', async () => {
    for (const [input, named] of [
      ['s3://nowhere/a', 's3://nowhere/a'],
      ['s3://nowhere/*', 's3://nowhere/'],
      ['s3:/mill/a', 's3:/mill/a'],
      ['s3://M/a', 's3://M/a'],
    ] as const) {
      await expect(findInputs([input], server.objects)).rejects.toMatchObject({
        code: 'INPUT_MISSING',
        message: expect.stringContaining(named),
      });
    }
  });
});

const text = Array.from({ length: 30_000 }, (_, index) => `line ${index}\n`).join('');
const lines = text.slice(0, -1).split('\n');

test('a large object is read in splits, each line once', async () => {
  const uri = await put('large/a.txt', text);
  expect(planSplits(await findSources([uri], '', { objects: server.objects }), limits).length).toBe(7);
  expect(await readAll(uri)).toEqual(lines);
});

test('a line that goes on over many splits is asked for to its end', async () => {
  const long = 'x'.repeat(300_000);
  expect(await readAll(await put('long/a.txt', `a\n${long}\nb`))).toEqual(['a', long, 'b']);
});

test('an empty object has no lines', async () => {
  expect(await readAll(await put('empty/a.txt', ''))).toEqual([]);
});

test('a compressed object is streamed, and one that is cut off is an error that names it', async () => {
  const stored = gzipSync(text);
  expect(await readAll(await put('compressed/a.gz', stored))).toEqual(lines);
  const cut = await put('compressed/b.gz', stored.subarray(0, -100));
  await expect(readAll(cut)).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: expect.stringContaining(`${cut} is damaged or cut off`),
  });
});

test.each(['a.txt', 'a.gz'])('an object that is replaced after the plan is an error: %s', async (name) => {
  const content = name.endsWith('gz') ? gzipSync(text) : text;
  const uri = await put(`replaced/${name}`, content);
  const [split] = planSplits(await findSources([uri], '', { objects: server.objects }), limits);
  if (split === undefined) throw new Error('no split');
  await put(`replaced/${name}`, Buffer.concat([Buffer.from(content), Buffer.from('\n')]));
  const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes), server.objects);
  await expect(Promise.resolve(reader.fill())).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: `${uri} was replaced since it was found`,
  });
  reader.close();
});

test('a reader that is closed while it waits ends the request', async () => {
  const uri = await put('closed/a.txt', text);
  const [split] = planSplits(await findSources([uri], '', { objects: server.objects }), limits);
  if (split === undefined) throw new Error('no split');
  const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes), server.objects);
  const filling = Promise.resolve(reader.fill());
  reader.close();
  await expect(filling).rejects.toMatchObject({ name: 'AbortError' });
});

test('a source that was replaced, or is gone, has changed', async () => {
  const uris = [await put('changed/a'), await put('changed/b')];
  const sources = await findSources(uris, '', { objects: server.objects });
  expect(await findChanged(sources, server.objects)).toBeUndefined();
  await put('changed/b', 'y');
  expect(await findChanged(sources, server.objects)).toMatchObject({ path: uris[1] });
  await server.objects.remove(uris[0] ?? '');
  expect(await findChanged(sources, server.objects)).toMatchObject({ path: uris[0] });
});

test('a job reads objects and files together, in each runner, as the environment says', async () => {
  await put('words/a.txt', 'gold\nsilver ore\n');
  await put('words/b.gz', gzipSync('gold'));
  const folder = scratch();
  const file = writeInput(folder, 'c.txt', 'gold ore\n');
  const outputs: string[] = [];
  for (const runner of ['inline', 'threads']) {
    const output = join(folder, runner);
    const args = ['run', 'word-count', '--input', 's3://mill/words/', file, '--output', output, '--json'];
    const env = { ...process.env, ...server.env };
    const { stdout, stderr } = await run([CLI, ...args, '--runner', runner], env);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'succeeded', progress: { records: 4 } });
    outputs.push(readRows(output));
  }
  expect(outputs).toEqual(['gold\t3\nore\t2\nsilver\t1\n', 'gold\t3\nore\t2\nsilver\t1\n']);
});

test('objects are read whole, ahead of their turn, in order; one that was replaced is an error', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `whole/${String(index).padStart(2, '0')}.png`);
  for (const name of names) await put(name, Buffer.from([0x89, ...Buffer.from(name)]));
  const sources = await findSources(['s3://mill/whole/'], '', { readAs: 'files', objects: server.objects });
  const [split] = planFileSplits(sources, limitsSchema.parse({}));
  if (split === undefined) throw new Error('no split');
  const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes), server.objects);
  const read: string[] = [];
  while (await reader.fill()) {
    expect(reader.next()).toBe(true);
    expect(reader.file).toMatchObject({
      path: `s3://mill/${names[read.length]}`,
      size: reader.file?.bytes.length,
    });
    read.push(reader.file?.bytes.toString('latin1', 1) ?? '');
  }
  reader.close();
  expect(read).toEqual(names);

  await put(names[0] ?? '', 'another');
  const again = openLines(split, limits, new KernelMemory(limits.chunkBytes), server.objects);
  await expect(Promise.resolve(again.fill())).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: `s3://mill/${names[0]} was replaced since it was found`,
  });
  again.close();
});
