import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../../..');

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.runIf(hasPython)('the example of the page on steps does what the page says', () => {
  const page = readFileSync(join(ROOT, 'docs/concepts/deployer-steps.md'), 'utf8');
  const [, config = ''] = /```yaml\n([^`]*)```/.exec(page) ?? [];
  const [, told = ''] = /```console\n\$ deployer run --local\n([^`]*)```/.exec(page) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'deployer-page-'));
  try {
    writeFileSync(join(folder, 'oremill.yaml'), config);
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [join(ROOT, 'packages/deployer/src/cli.ts'), 'run', '--local'],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: folder, NO_COLOR: '1' } },
    );
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const withoutService = stdout.split('\n').filter((line) => !line.includes('[web]'));
    const timeless = (text: string) => text.replaceAll(/\d+\.\d s/g, 'N s').replaceAll(/[─ ]+/g, ' ');
    expect(timeless(withoutService.join('\n'))).toBe(timeless(told));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
