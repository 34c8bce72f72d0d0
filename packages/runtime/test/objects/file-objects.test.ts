import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createObjects } from '../../src/objects/index.ts';
import { testObjects } from '../cases/objects.ts';

const root = mkdtempSync(join(tmpdir(), 'oremill-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const objects = createObjects();
const makeFolder = () => mkdtempSync(join(root, 'a folder, '));

describe('paths', () => testObjects(() => ({ objects, makeFolder })));
describe('file: URLs', () =>
  testObjects(() => ({ objects, makeFolder: () => pathToFileURL(makeFolder()).href })));

it('a failed publish leaves neither its temporary file nor the folders it made', async () => {
  const folder = makeFolder();
  const source = Readable.from([Buffer.from('x')]);
  mkdirSync(join(folder, 'taken', 'child'), { recursive: true });
  await expect(objects.publish(join(folder, 'taken'), source)).rejects.toMatchObject({
    code: 'OBJECT_UNWRITABLE',
  });
  const broken = new Readable({ read: () => broken.destroy(new Error('broke')) });
  await expect(objects.publish(join(folder, 'x/y/z'), broken)).rejects.toThrow('broke');
  expect(readdirSync(folder)).toEqual(['taken']);
});

it('what a kill left of a publish is not listed', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, '.oremill-publish-0011223344556677'), 'half');
  expect(await Array.fromAsync(objects.list(folder))).toEqual([]);
});

it('links are read where they are named, and not followed in a listing', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'real'), 'x');
  symlinkSync('real', join(folder, 'link'));
  symlinkSync('.', join(folder, 'round'));
  expect((await Array.fromAsync(objects.list(folder))).map(({ uri }) => uri)).toEqual([join(folder, 'real')]);
  expect(await text(await objects.read(join(folder, 'link')))).toBe('x');
});

it('a folder, a pipe and a path through a file are refused at once', async () => {
  const folder = makeFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  writeFileSync(join(folder, 'file'), 'x');
  await expect(objects.read(folder)).rejects.toMatchObject({
    code: 'OBJECT_UNREADABLE',
    message: `${folder} is a folder`,
  });
  await expect(objects.read(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'OBJECT_UNREADABLE' });
  await expect(objects.read(join(folder, 'file/below'))).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  await expect(objects.publish(join(folder, 'file/below'), Buffer.from('x'))).rejects.toMatchObject({
    code: 'OBJECT_UNWRITABLE',
  });
});
