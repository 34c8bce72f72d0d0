import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findInputs } from '../../src/input/find-inputs.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();

async function found(...inputs: string[]): Promise<string[]> {
  return (await findInputs(inputs)).map((file) => file.path);
}

test('a folder means the files in it: sorted by bytes, not hidden, not below', async () => {
  const folder = scratch();
  for (const name of ['b.jsonl', 'a.jsonl', 'Z.jsonl', 'é.jsonl', '.hidden', '_SUCCESS'])
    writeInput(folder, name, 'x');
  mkdirSync(join(folder, 'below'));
  writeInput(join(folder, 'below'), 'c.jsonl', 'x');
  expect(await found(folder)).toEqual(
    ['Z.jsonl', 'a.jsonl', 'b.jsonl', 'é.jsonl'].map((name) => join(folder, name)),
  );
});

test('a glob may go below, and means hidden files only when it says so', async () => {
  const folder = scratch();
  mkdirSync(join(folder, 'below'));
  for (const name of ['b.log', 'a.log', '.c.log', 'd.txt', 'below/e.log']) writeInput(folder, name, 'x');
  expect(await found(join(folder, '*.log'))).toEqual(['a.log', 'b.log'].map((name) => join(folder, name)));
  expect(await found(join(folder, '**/*.log'))).toEqual(
    ['a.log', 'b.log', 'below/e.log'].map((name) => join(folder, name)),
  );
  expect(await found(join(folder, '.c*'))).toEqual([join(folder, '.c.log')]);
});

test('inputs keep their order, sizes are known, links are followed', async () => {
  const folder = scratch();
  const second = writeInput(folder, 'a', '12345');
  const first = join(folder, 'link');
  symlinkSync(second, first);
  expect(await findInputs([first, second])).toEqual([
    { path: first, bytes: 5, modifiedMs: statSync(second).mtimeMs },
    { path: second, bytes: 5, modifiedMs: statSync(second).mtimeMs },
  ]);
});

test('a file whose name looks like a glob is that file', async () => {
  const folder = scratch();
  const path = writeInput(folder, 'a[1].log', 'x');
  writeInput(folder, 'a1.log', 'x');
  expect(await found(path)).toEqual([path]);
});

test.each([
  ['a path', 'nothing.jsonl'],
  ['a glob', '*.nothing'],
  ['a folder without files', '.'],
  ['a path through a file', 'file/below'],
])('%s that stands for no file is INPUT_MISSING and named', async (_title, name) => {
  const folder = join(scratch(), 'folder');
  mkdirSync(folder);
  writeInput(join(folder, '..'), 'file', 'x');
  const input = name === 'file/below' ? join(folder, '../file/below') : join(folder, name);
  await expect(findInputs([input])).rejects.toMatchObject({
    code: 'INPUT_MISSING',
    message: expect.stringContaining(input),
    hint: expect.stringMatching(/./),
  });
});

test('a pipe, a device and a dead link are refused without being opened', async () => {
  const folder = scratch();
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const input of [pipe, folder, '/dev/zero', '/dev/stdin']) {
    await expect(findInputs([input])).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      hint: expect.stringContaining('-'),
    });
  }
  const link = join(scratch(), 'link');
  symlinkSync('/nowhere', link);
  await expect(findInputs([join(link, '..')])).rejects.toMatchObject({ code: 'INPUT_MISSING' });
});

test('a file that opens and cannot be read is INPUT_UNREADABLE, for root as well', async () => {
  // The memory of a process begins with pages that nobody may read.
  await expect(findInputs(['/proc/self/mem'])).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: expect.stringContaining('/proc/self/mem'),
  });
});
