import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findDataFolder } from '../src/data-folder.ts';

test('OREMILL_DATA wins, then the workspace that holds the folder, then the working folder', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  const inside = join(workspace, 'apps', 'api');
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(workspace, 'pnpm-workspace.yaml'), '');
  try {
    expect(findDataFolder({ OREMILL_DATA: '/srv/data' }, inside)).toBe('/srv/data');
    expect(findDataFolder({}, inside)).toBe(join(workspace, '.data'));
    expect(findDataFolder({}, '/')).toBe(resolve('.data'));
  } finally {
    rmSync(workspace, { recursive: true });
  }
});
