import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isExcused, startApp } from '../../src/index.ts';

const root = join(import.meta.dirname, '../..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webtest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A run of its own of a test that fails. */
function runFailing(env: Record<string, string> = {}): string {
  const args = [
    vitest,
    'run',
    '--root',
    root,
    '--config',
    join(root, 'test/fixtures/failing/vitest.config.ts'),
  ];
  const result = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env, OREMILL_EVIDENCE: join(folder, 'evidence'), NO_COLOR: '1' },
  });
  return result.stdout + result.stderr;
}

describe.skipIf(await isExcused('chromium'))('a web test that fails', () => {
  test('keeps a trace, a picture and what page and app have said, and names the files', () => {
    const output = runFailing();
    const kept = join(folder, 'evidence/the-form-says-goodbye');
    for (const name of ['page.png', 'trace.zip', 'page.log', 'app.log']) {
      expect(output).toContain(`[[ATTACHMENT|${join(kept, name)}]]`);
      expect(existsSync(join(kept, name))).toBe(true);
    }
    expect(readFileSync(join(kept, 'page.log'), 'utf8')).toContain('console warning: the page has a warning');
    expect(statSync(join(kept, 'page.png')).size).toBeGreaterThan(1000);
    expect(statSync(join(kept, 'trace.zip')).size).toBeGreaterThan(1000);
  });

  test('can be one of a deployed release, which is left running', async () => {
    const command = [process.execPath, 'examples/form/form-app.ts'];
    await using release = await startApp({ command, directory: root });
    expect(runFailing({ OREMILL_WEBTEST_URL: release.url })).toContain(`the app is at ${release.url}`);
    expect((await fetch(release.url)).status).toBe(200);
  });
});
