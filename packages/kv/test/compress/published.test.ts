import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Version } from '@oremill/types';
import { tweets } from '@oremill/workbench/values';
import { expect, test } from 'vitest';
import type { PublishedFile } from '../../src/dataset/dataset-file.ts';
import { describeImage } from '../../src/image/describe-image.ts';
import { openStore, writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();

test('level and length of a dictionary are taken by a publish, and remembered for the next version', async () => {
  const folder = scratch();
  const file = join(folder, 'kv/posts/dataset.json');
  const remembered = () => (JSON.parse(readFileSync(file, 'utf8')) as PublishedFile).compression;
  const store = await openStore(join(folder, 'kv'));
  const posts = Object.fromEntries(tweets(1500).map((value, n) => [`key-${n}`, value.toString()]));
  const sources = [writeTsv(folder, 'posts.tsv', posts)];
  const bytesOf = async (options: { compression?: string }) => {
    await store.publish('posts', { sources, ...options });
    const { number } = store.report('posts').versions[0] as Version;
    const image = join(folder, `kv/posts/versions/${String(number).padStart(6, '0')}.image`);
    const { valueBytes, dictionaryBytes } = describeImage(image);
    expect(store.find('posts').get(Buffer.from('key-1499'))?.toString()).toBe(posts['key-1499']);
    return { valueBytes, dictionaryBytes };
  };
  const fast = await bytesOf({ compression: 'zstd-dictionary:1:16KiB' });
  expect(fast.dictionaryBytes).toBeGreaterThan(12 * 1024);
  expect(fast.dictionaryBytes).toBeLessThanOrEqual(16 * 1024);
  expect(remembered()).toBe('zstd-dictionary:1:16KiB');
  const again = await bytesOf({});
  expect(again.dictionaryBytes).toBeLessThanOrEqual(16 * 1024);
  expect(again.valueBytes / fast.valueBytes).toBeCloseTo(1, 1);
  expect(remembered()).toBe('zstd-dictionary:1:16KiB');
  const small = await bytesOf({ compression: 'zstd-dictionary:9:16KiB' });
  expect(small.valueBytes).toBeLessThan(fast.valueBytes * 0.97);
  const plain = await bytesOf({ compression: 'zstd:1' });
  expect((await bytesOf({ compression: 'zstd:19' })).valueBytes).toBeLessThan(plain.valueBytes * 0.97);
  expect(plain.dictionaryBytes).toBe(0);
  expect(store.report('posts').compression).toBe('zstd');
  await expect(bytesOf({ compression: 'zstd:20' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  expect(remembered()).toBe('zstd:19');
});
