import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const SOURCE = new URL('../../src/process/compile-cache.ts', import.meta.url).href;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A home, and a program in it that imports a module after it has asked to keep compiled code. */
function runIn(home: string): void {
  writeFileSync(join(home, 'module.mjs'), 'export const answer = 42;');
  writeFileSync(
    join(home, 'program.mjs'),
    `import { keepCompiledCode } from ${JSON.stringify(SOURCE)}; keepCompiledCode(); await import('./module.mjs');`,
  );
  const { status, stderr } = spawnSync(process.execPath, [join(home, 'program.mjs')], {
    env: { HOME: home },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  folders.push(home);
  return home;
}

test('compiled code is kept below the home', () => {
  const home = makeHome();
  runIn(home);
  expect(readdirSync(join(home, '.cache', 'oremill', 'compiled-code'))).not.toEqual([]);
});

test('a folder that others may write is not used: what is in it would be run', () => {
  const home = makeHome();
  const folder = join(home, '.cache', 'oremill', 'compiled-code');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  runIn(home);
  expect(readdirSync(folder)).toEqual([]);
});

test('a home that cannot be written is no obstacle', () => {
  const home = makeHome();
  writeFileSync(join(home, '.cache'), 'in the way');
  runIn(home);
  expect(existsSync(join(home, 'module.mjs'))).toBe(true);
});

test.each(['', 'relative', '/proc/nobody'])('a home that is %j is none', (home) => {
  const folder = makeHome();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { compiledCodeFolder } from ${JSON.stringify(SOURCE)}; console.log(compiledCodeFolder());`,
    ],
    { cwd: folder, env: { HOME: home }, encoding: 'utf8' },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'undefined\n', stderr: '' });
  expect(readdirSync(folder)).toEqual([]);
});
