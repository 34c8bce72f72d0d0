import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeProgram } from './install.mjs';
import { countTests } from './test-summary.mjs';
import { readIfPresent } from './workspace.mjs';

/**
 * Runs the workspace's tests, shows vitest's own report, and counts what happened.
 * @param {string} root
 * @param {string[]} filters as vitest takes them: paths, `--project unit`, `-t title`
 * @param {boolean} isMissingAllowed tests whose system part is missing skip themselves
 * @param {{ cwd?: string, output?: 'inherit' | 'ignore', path?: string[] }} options where vitest finds its
 *   configuration, whether its report is shown, and folders to put before the PATH
 */
export async function runVitest(
  root,
  filters,
  isMissingAllowed,
  { cwd = root, output = 'inherit', path = [] } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'oremill-test-report-'));
  try {
    const reportFile = join(folder, 'report.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const exitCode = await run(nodeProgram(root), [vitest, 'run', ...reporters, ...filters], {
      cwd,
      env: testEnvironment(root, isMissingAllowed, path),
      stdio: ['ignore', output, output],
    });
    const text = readIfPresent(reportFile);
    return countTests(text === undefined ? undefined : JSON.parse(text), exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} root
 * @param {boolean} isMissingAllowed
 * @param {string[]} path
 */
function testEnvironment(root, isMissingAllowed, path) {
  const { NODE_ENV: _, ...env } = process.env;
  return {
    ...env,
    // Tests that start `node` mean the one that the workspace brings.
    PATH: [dirname(nodeProgram(root)), ...path, env.PATH ?? ''].join(':'),
    DO_NOT_TRACK: '1',
    ...(isMissingAllowed ? { OREMILL_ALLOW_MISSING: '1' } : {}),
  };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} the exit code; 1 when a signal ended it
 */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
