import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AllowedInputs } from '../../src/service/allowed-inputs.ts';

let folder: string;
let root: string;
let inputs: AllowedInputs;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'inputs-')));
  root = join(folder, 'root');
  mkdirSync(join(root, 'logs'), { recursive: true });
  mkdirSync(join(folder, 'root-not'));
  writeFileSync(join(root, 'a.jsonl'), '{}\n');
  writeFileSync(join(root, 'logs', 'b [1].jsonl'), '{}\n');
  writeFileSync(join(folder, 'secret'), 'x');
  writeFileSync(join(folder, 'root-not', 'c'), 'x');
  inputs = new AllowedInputs([root]);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('resolve', () => {
  test.each([
    ['a path relative to the root', 'a.jsonl', ['a.jsonl']],
    ['a folder', 'logs', ['logs/b [1].jsonl']],
    ['a glob', '**/*.jsonl', ['a.jsonl', 'logs/b [1].jsonl']],
    ['a name with brackets', 'logs/b [1].jsonl', ['logs/b [1].jsonl']],
  ])('takes %s', async (_claim, input, files) => {
    expect(await inputs.resolve(input)).toEqual(files.map((file) => join(root, file)));
  });

  test('takes an absolute path, also through a link to the root', async () => {
    symlinkSync(root, join(folder, 'link'));
    expect(await inputs.resolve(join(root, 'a.jsonl'))).toEqual([join(root, 'a.jsonl')]);
    const linked = new AllowedInputs([join(folder, 'link')]);
    expect(await linked.resolve('a.jsonl')).toEqual([join(root, 'a.jsonl')]);
  });

  test.each(['../secret', 'logs/../../secret', '/etc/passwd', '..', 'logs/**/../../secret', '../root-not/c'])(
    'refuses %s',
    async (input) => {
      await expect(inputs.resolve(input)).rejects.toMatchObject({ code: 'INPUT_FORBIDDEN' });
    },
  );

  test('refuses a sibling whose name begins like the root', async () => {
    await expect(inputs.resolve(join(folder, 'root-not', 'c'))).rejects.toMatchObject({
      code: 'INPUT_FORBIDDEN',
    });
  });

  test.each(['leak', 'logs'])('refuses a link that leads out, named or found in %s', async (where) => {
    symlinkSync(join(folder, 'secret'), join(root, where === 'leak' ? 'leak' : 'logs/leak'));
    await expect(inputs.resolve(where)).rejects.toMatchObject({ code: 'INPUT_FORBIDDEN' });
  });

  test('what does not exist outside is refused in the same words as what does', async () => {
    const existing = await inputs.resolve('/etc/passwd').catch((error: Error) => error.message);
    const missing = await inputs.resolve('/etc/passwx').catch((error: Error) => error.message);
    expect(String(missing).replace('passwx', 'passwd')).toBe(existing);
  });

  // What they would find must not show, and expanding them may take for ever.
  test.each([
    '{.,x}./secret',
    '[.][.]/secret',
    '{a.jsonl,../secret}',
    '{a,b}'.repeat(40),
    '*a*a*a*a*a*b',
    '@(a|b)*',
  ])('knows no braces, classes, or more than four stars: %s', async (input) => {
    await expect(inputs.resolve(input)).rejects.toMatchObject({
      code: 'INPUT_MISSING',
      hint: expect.stringContaining('at most 4 stars'),
    });
  });

  test('says what is missing below the root', async () => {
    await expect(inputs.resolve('nothing.jsonl')).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });

  test('without a root allows nothing', async () => {
    await expect(new AllowedInputs([]).resolve('a.jsonl')).rejects.toMatchObject({ code: 'INPUT_FORBIDDEN' });
  });
});

test('list shows files newest first and leaves out what is hidden, or leads out', async () => {
  writeFileSync(join(root, '.hidden'), '');
  symlinkSync(join(folder, 'secret'), join(root, 'leak'));
  utimesSync(join(root, 'a.jsonl'), 1_000, 1_000);
  const { items, isTruncated } = await inputs.list();
  expect(items.map(({ path }) => path)).toEqual([join(root, 'logs', 'b [1].jsonl'), join(root, 'a.jsonl')]);
  expect(isTruncated).toBe(false);
});
