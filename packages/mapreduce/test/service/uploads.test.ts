import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { manualClock, seededRandom } from '@oremill/runtime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Uploads } from '../../src/service/uploads.ts';

let folder: string;
let uploads: Uploads;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-'));
  uploads = new Uploads({ folder, uploadBytesMax: 10, clock: manualClock(), random: seededRandom(1) });
  await uploads.sweep();
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an upload is found again under its id, byte for byte', async () => {
  const upload = await uploads.receive('a.jsonl', Readable.from([Buffer.from('abc'), Buffer.from('def')]));
  expect({ name: upload.name, bytes: upload.bytes }).toEqual({ name: 'a.jsonl', bytes: 6 });
  expect(readFileSync(await uploads.find(upload.id), 'utf8')).toBe('abcdef');
});

test.each([
  ['../../etc/passwd', 'etc_passwd'],
  ['/root/.ssh/id', 'root_.ssh_id'],
  ['.hidden', 'hidden'],
  ['a*b{c}.jsonl', 'a_b_c_.jsonl'],
  ['..', 'upload'],
  [`${'x'.repeat(300)}.jsonl`, `${'x'.repeat(94)}.jsonl`],
])('the name %j becomes a file in its own folder', async (name, file) => {
  const upload = await uploads.receive(name, Readable.from([]));
  const path = await uploads.find(upload.id);
  expect([basename(path), dirname(dirname(path))]).toEqual([file, folder]);
});

test('an upload of the largest size passes, one byte more is refused and leaves nothing', async () => {
  await uploads.receive('ten', Readable.from([Buffer.alloc(10)]));
  const before = readdirSync(folder);
  await expect(uploads.receive('eleven', Readable.from([Buffer.alloc(11)]))).rejects.toMatchObject({
    code: 'UPLOAD_TOO_LARGE',
  });
  expect(readdirSync(folder)).toEqual(before);
});

test('a client that goes away in the middle leaves nothing', async () => {
  const broken = new Readable({ read() {} });
  broken.push(Buffer.from('abc'));
  const receiving = uploads.receive('a', broken);
  broken.destroy(new Error('gone'));
  await expect(receiving).rejects.toThrow('gone');
  expect(readdirSync(folder)).toEqual([]);
});

test('what a killed process left half received is swept, whole uploads stay', async () => {
  const { id } = await uploads.receive('a', Readable.from(['x']));
  mkdirSync(join(folder, '00000000000000000000.partial'));
  await uploads.sweep();
  expect(readdirSync(folder)).toEqual([id]);
});

test('an unknown id is a clear error', async () => {
  await expect(uploads.find('00000000000000000000')).rejects.toMatchObject({ code: 'UPLOAD_MISSING' });
});
