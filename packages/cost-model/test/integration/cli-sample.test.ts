import { type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { sampleStatisticsSchema } from '@oremill/types';
import { type S3Server, startS3Server } from '@oremill/workbench/s3-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf } from '../statistics/records.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const TEXT = linesOf(3000);
const CUT = TEXT.indexOf('\n', 10_000) + 1;

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
  await server.objects.publish('s3://mill/posts/a.jsonl.gz', gzipSync(TEXT.slice(0, CUT)));
  await server.objects.publish('s3://mill/posts/b.jsonl', Buffer.from(TEXT.slice(CUT)));
});
afterAll(() => server.close());

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function cost(
  args: readonly string[],
  input: Buffer = Buffer.alloc(0),
  options: SpawnOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { ...options, stdio: 'pipe' });
  // Who refuses its arguments closes stdin unread.
  child.stdin?.on('error', () => {}).end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

const FLAGS = ['--rules', 'tweets-2012', '--no-compression'];

async function statisticsOf(inputs: readonly string[], input?: Buffer, options?: SpawnOptions) {
  const { code, stdout, stderr } = await cost(['sample', ...inputs, ...FLAGS, '--json'], input, options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { name, ...statistics } = sampleStatisticsSchema.parse(JSON.parse(stdout));
  return { name, statistics };
}

test('stdin, compressed or not, and objects of a bucket are measured alike', async () => {
  const plain = await statisticsOf(['-'], Buffer.from(TEXT));
  expect(plain).toMatchObject({
    name: 'stdin',
    statistics: { lines: 3000, bytes: TEXT.length, isWhole: false },
  });
  expect(await statisticsOf(['-'], gzipSync(TEXT))).toEqual(plain);
  expect(await statisticsOf(['-'], zstdCompressSync(TEXT))).toEqual(plain);
  const env = { ...process.env, ...server.env };
  const stored = await statisticsOf(['s3://mill/posts/'], undefined, { env });
  expect(stored.name).toBe('s3://mill/posts/a.jsonl.gz, s3://mill/posts/b.jsonl');
  expect(stored.statistics).toEqual(plain.statistics);
});

test('without --json it prints tables, and the fields when they are asked for', async () => {
  const { code, stdout } = await cost(['sample', '-', '--text', 'text', '--fields'], Buffer.from(TEXT));
  expect(code).toBe(0);
  for (const words of [
    '3,000 lines',
    'bytes, zlib each',
    'bytes, zstd each',
    'different tokens',
    'user.followers',
  ])
    expect(stdout).toContain(words);
});

test('what cannot be measured ends with 1 and says why', async () => {
  const env = { ...process.env, ...server.env };
  expect(await cost(['sample', '-'])).toMatchObject({ code: 1, stdout: '' });
  expect((await cost(['sample', '-'])).stderr).toContain('stdin is empty');
  expect((await cost(['sample', 's3://mill/nothing/'], undefined, { env })).stderr).toContain(
    'there is nothing at s3://mill/nothing/',
  );
  expect((await cost(['sample', '/nowhere/at all'])).stderr).toContain('there is nothing at /nowhere/at all');
});
