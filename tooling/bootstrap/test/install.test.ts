import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adminFingerprint } from '../src/build-admin.mjs';
import { installFingerprint } from '../src/fingerprint.mjs';
import { hintFor, installEnvironment, isInstalled } from '../src/install.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  write('pnpm-lock.yaml', 'lockfileVersion: 1');
  write('package.json', JSON.stringify({ name: 'root', packageManager: 'pnpm@1.0.0', scripts: { a: '1' } }));
  write('packages/one/package.json', JSON.stringify({ name: 'one', dependencies: { zod: '1' } }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}

describe('the fingerprint of an install', () => {
  test.each([
    ['the lockfile', 'pnpm-lock.yaml', 'lockfileVersion: 2'],
    ['pnpm’s settings', 'pnpm-workspace.yaml', 'shellEmulator: true'],
    ['the version of pnpm', 'package.json', '{"name":"root","packageManager":"pnpm@2.0.0"}'],
    ['a dependency', 'packages/one/package.json', '{"name":"one","dependencies":{"zod":"2"}}'],
    ['a package', 'apps/two/package.json', '{"name":"two"}'],
  ])('changes with %s', (_, file, text) => {
    const before = installFingerprint(root);
    write(file, text);
    expect(installFingerprint(root)).not.toBe(before);
  });

  test('stays when a script or a source changes, and differs between platforms', () => {
    const before = installFingerprint(root);
    write('package.json', '{"name":"root","packageManager":"pnpm@1.0.0","scripts":{"b":"2"}}');
    write('packages/one/src/index.ts', 'export {};');
    expect(installFingerprint(root)).toBe(before);
    expect(installFingerprint(root, 'linux-arm64')).not.toBe(installFingerprint(root, 'linux-x64'));
  });
});

describe('isInstalled', () => {
  test('holds while stamp, Node and each package’s folder are there', () => {
    expect(isInstalled(root)).toBe(false);
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    mkdirSync(join(root, 'packages/one/node_modules'));
    symlinkSync(process.execPath, join(root, 'node_modules/.bin/node'));
    write('node_modules/.oremill-installed', installFingerprint(root));
    expect(isInstalled(root)).toBe(true);
    rmSync(join(root, 'packages/one/node_modules'), { recursive: true });
    expect(isInstalled(root)).toBe(false);
  });
});

describe('the fingerprint of the screens', () => {
  test('changes with their sources and the contracts, not with what is built or tested', () => {
    const before = adminFingerprint(root);
    write('apps/admin/dist/index.html', 'built');
    write('apps/admin/test/page.test.ts', 'a test');
    write('packages/one/src/index.ts', 'export {};');
    expect(adminFingerprint(root)).toBe(before);
    write('apps/admin/src/main.tsx', 'a page');
    const withPage = adminFingerprint(root);
    expect(withPage).not.toBe(before);
    write('packages/types/src/index.ts', 'a contract');
    expect(adminFingerprint(root)).not.toBe(withPage);
  });
});

describe('the environment of an install', () => {
  test('loses what leaves dependencies out, and keeps the rest', () => {
    const person = { HOME: root, NODE_ENV: 'production', npm_config_omit: 'dev', npm_config_registry: 'r' };
    const environment = installEnvironment(root, person);
    expect(environment).toMatchObject({ HOME: root, npm_config_registry: 'r' });
    expect(environment).not.toHaveProperty('NODE_ENV');
    expect(environment).not.toHaveProperty('npm_config_omit');
  });

  test('replaces a home that cannot be written to', () => {
    expect(installEnvironment(root, { HOME: '/nonexistent' }).HOME).toBe(
      join(root, 'node_modules/.cache/oremill/home'),
    );
  });
});

describe('a failed install', () => {
  test.each([
    ['npm error code EAI_AGAIN', /network/],
    ['ERR_PNPM_ENOSPC  ENOSPC: no space left on device', /disk is full/],
    ['Failed to write to file at x: No\n      space left on device (os error 28)', /disk is full/],
    ['npm error code EACCES', /cannot be written/],
    ['npx: spawn npx ENOENT', /npm must be on PATH/],
    ['Error: ERR_PNPM_OUTDATED_LOCKFILE', /commit the lockfile/],
    ['Could not download the pnpm 12.21.0 binary: fetch failed', /delete ~\/\.npm\/_npx/],
    ['something new', /again/],
  ])('that says %s gets a next step', (output, hint) => {
    expect(hintFor(output)).toMatch(hint);
  });
});
