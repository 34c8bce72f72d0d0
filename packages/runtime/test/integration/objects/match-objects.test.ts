/** Against s3rver, an emulator from npm. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MatchOptions, matchObjects, type Objects } from '../../../src/objects/index.ts';
import { connectTo, type S3Server, startS3Server } from './s3-server.ts';

const KEYS = ['b.tsv', 'a.tsv', '.hidden.tsv', '_manifest.json', 'odd[1].tsv', 'below/c.tsv', 'below/_d.tsv'];

let server: S3Server;
let objects: Objects;

beforeAll(async () => {
  server = await startS3Server();
  objects = connectTo(server.endpoint);
  for (const key of KEYS) await objects.publish(`s3://mill/data/${key}`, Buffer.from(key));
});
afterAll(() => server.close());

it('a folder is what lies directly in it under names that are not hidden, sorted', async () => {
  expect(await match('s3://mill/data/')).toEqual(['a.tsv', 'b.tsv', 'odd[1].tsv']);
  expect(await match('s3://mill/data')).toEqual(['a.tsv', 'b.tsv', 'odd[1].tsv']);
  expect(await match('s3://mill/data', { alsoShown: '_manifest.json' })).toEqual([
    '_manifest.json',
    'a.tsv',
    'b.tsv',
    'odd[1].tsv',
  ]);
});

it('a glob stands for hidden names only when it says so', async () => {
  expect(await match('s3://mill/data/*.tsv')).toEqual(['a.tsv', 'b.tsv', 'odd[1].tsv']);
  expect(await match('s3://mill/data/**/*.tsv')).toEqual(['a.tsv', 'b.tsv', 'below/c.tsv', 'odd[1].tsv']);
  expect(await match('s3://mill/data/_*')).toEqual(['_manifest.json']);
});

it('a key that exists is meant as it is; nothing there is nothing', async () => {
  expect(await match('s3://mill/data/odd[1].tsv')).toEqual(['odd[1].tsv']);
  expect(await match('s3://mill/data/.hidden.tsv')).toEqual(['.hidden.tsv']);
  expect(await match('s3://mill/data/none.tsv')).toEqual([]);
  expect(await match('s3://mill/none/*')).toEqual([]);
});

async function match(uri: string, options?: MatchOptions): Promise<string[]> {
  const found = await matchObjects(uri, objects, options);
  return found.map((object) => object.uri.replace('s3://mill/data/', ''));
}
