import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const starter = join(import.meta.dirname, '../fixtures/start-platform.mjs');
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface Started {
  readonly starter: ChildProcess;
  readonly platformPid: number;
  /** All that was printed, once every process that holds the pipe has ended. */
  readonly output: Promise<string>;
}

/** Starts through `command`, which runs the starter with the given arguments. */
async function start(command: string, args: readonly string[]): Promise<Started> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let text = '';
  let pid = 0;
  const output = once(child.stdout, 'end').then(() => text);
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      pid = Number(/started (\d+)/.exec(text)?.[1] ?? 0);
      if (pid > 0) resolve();
    });
  });
  return { starter: child, platformPid: pid, output };
}

function startDirectly(...args: string[]): Promise<Started> {
  return start(process.execPath, [starter, ...args]);
}

describe('the platform under npm start', () => {
  test('gets the arguments, and its exit code is the command’s', async () => {
    const { starter: child, output } = await startDirectly('--once', '--port', '0');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(await output).toMatch(/^started \d+ --once --port 0\nstops: once\n$/);
  });

  test('that is killed makes the command fail with 128 and the signal’s number', async () => {
    const { starter: child } = await startDirectly('--crash');
    expect(await once(child, 'exit')).toEqual([128 + 9, null]);
  });

  test('is told of SIGTERM, and waited for', async () => {
    const { starter: child, output } = await startDirectly();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(await output).toContain('stops: SIGTERM');
  });

  test('stops when only the command gets SIGINT', async () => {
    const { starter: child, output } = await startDirectly();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([7, null]);
    expect(await output).toContain('stops: disconnect');
  });

  test('stops when the command is killed', async () => {
    const { starter: child, output } = await startDirectly();
    child.kill('SIGKILL');
    expect(await output).toContain('stops: disconnect');
  });

  test('stops when the shell above the command is killed', async () => {
    // The second command keeps the shell from becoming the starter itself.
    const { starter: shell, output } = await start('/bin/sh', [
      '-c',
      `'${process.execPath}' '${starter}'; true`,
    ]);
    shell.kill('SIGKILL');
    expect(await output).toContain('stops: disconnect');
  });
});
