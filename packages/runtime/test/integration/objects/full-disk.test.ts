import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'oremill-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command with a disk of 1 MB mounted on the folder, for that command alone. */
function withSmallDisk(...command: string[]): { status: number | null; stdout: string; stderr: string } {
  const mount = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"';
  const unshare = ['--map-root-user', '--mount', 'sh', '-c', mount, folder, ...command];
  return spawnSync('unshare', unshare, { encoding: 'utf8' });
}

const canMount = withSmallDisk('true').status === 0;

it.runIf(canMount)('a publish that fills the disk says so and leaves nothing', () => {
  const script = join(import.meta.dirname, 'publish-until-full.ts');
  expect(withSmallDisk(process.execPath, script, folder)).toMatchObject({
    status: 0,
    stdout: JSON.stringify(['DISK_FULL', []]),
  });
});
