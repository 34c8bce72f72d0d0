import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createObjects } from '@oremill/runtime/objects';
import { expect, test } from 'vitest';
import { findSources } from '../../src/load/find-sources.ts';
import { useScratch } from '../scratch.ts';

const newFolder = useScratch();
const objects = createObjects();

function makeFolder(...names: readonly string[]): string {
  const folder = newFolder();
  mkdirSync(join(folder, 'below'));
  for (const name of names) writeFileSync(join(folder, name), 'a\t1\n');
  return folder;
}

async function namesOf(...inputs: readonly string[]): Promise<string[]> {
  return (await findSources(inputs, objects)).map(({ name }) => name);
}

test('a folder means its files, sorted by bytes, but for hidden ones and what lies deeper', async () => {
  const folder = makeFolder('b', 'a', 'Z', 'é', '.hidden', '_SUCCESS', 'below/c');
  expect(await namesOf(folder)).toEqual(['Z', 'a', 'b', 'é'].map((name) => join(folder, name)));
  await expect(namesOf(join(folder, 'below'), join(folder, 'b'))).resolves.toEqual([
    join(folder, 'below/c'),
    join(folder, 'b'),
  ]);
});

test('a glob means what matches, and a name that exists is meant as it is', async () => {
  const folder = makeFolder('1.tsv', '2.tsv', '_3.tsv', '[x].tsv', 'below/4.tsv');
  expect(await namesOf(join(folder, '?.tsv'))).toEqual([join(folder, '1.tsv'), join(folder, '2.tsv')]);
  expect(await namesOf(join(folder, '_*'))).toEqual([join(folder, '_3.tsv')]);
  expect(await namesOf(join(folder, '[x].tsv'))).toEqual([join(folder, '[x].tsv')]);
  expect(await namesOf(join(folder, '**/4.tsv'))).toEqual([join(folder, 'below/4.tsv')]);
});

test('what is not there is SOURCE_MISSING, by its name', async () => {
  const folder = makeFolder();
  symlinkSync('nowhere', join(folder, 'link'));
  for (const name of ['no', 'no*', 'link', 'below', 'link/under']) {
    const path = join(folder, name);
    const missing = { code: 'SOURCE_MISSING', message: expect.stringContaining(path) };
    await expect(namesOf(path)).rejects.toMatchObject(missing);
  }
});

test('what cannot be read is SOURCE_UNREADABLE: a pipe, and a file without the right', async () => {
  const folder = makeFolder('secret');
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  chmodSync(join(folder, 'secret'), 0);
  await expect(namesOf(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  if (process.getuid?.() === 0) return;
  await expect(namesOf(join(folder, 'secret'))).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
    message: `${join(folder, 'secret')} cannot be read (EACCES)`,
  });
});

test('stdin is named once, and columns by number where nothing names them', async () => {
  expect(await namesOf('-')).toEqual(['stdin']);
  await expect(namesOf('-', '-')).rejects.toMatchObject({ code: 'SOURCE_INVALID' });
  await expect(findSources(['-'], objects, { keyColumn: 'id' })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: 'column id is not known: only a manifest names columns',
  });
});
