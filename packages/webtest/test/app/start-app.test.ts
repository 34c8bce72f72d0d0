import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AppOptions, startApp } from '../../src/index.ts';

const fixture = join(import.meta.dirname, '../fixtures/app.ts');

function appThat(behaviour: string, more: Partial<AppOptions> = {}): AppOptions {
  return { command: process.execPath, args: (port) => [fixture, String(port), behaviour], ...more };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function pidIn(error: unknown): number {
  const pid = Number(/with pid (\d+)/.exec(String(error))?.[1]);
  expect(pid).toBeGreaterThan(0);
  return pid;
}

describe('startApp', () => {
  test('returns when the app answers, and stop ends it', async () => {
    const app = await startApp(appThat('works', { env: { APP_GREETING: 'a greeting' } }));
    expect(await (await fetch(app.url)).text()).toBe('<h1>Hello</h1>');
    expect(app.output()).toContain(`app with pid ${app.pid}: a greeting`);
    expect(await app.stop()).toBe(0);
    expect(isRunning(app.pid)).toBe(false);
    expect(await app.stop()).toBe(0);
  });

  test('an app that ends at once is an error with its exit code and its output', async () => {
    await expect(startApp(appThat('fails'))).rejects.toMatchObject({
      code: 'APP_NOT_READY',
      message: expect.stringMatching(/ended with exit code 3; it printed:.*the app has no configuration/s),
    });
  });

  test('an app that is never ready is an error, and does not go on running', async () => {
    const error: unknown = await startApp(appThat('unready', { startTimeoutMs: 1500 })).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({
      code: 'APP_NOT_READY',
      message: expect.stringMatching(/did not answer at http.*\/readyz within 1500 ms/),
    });
    expect(isRunning(pidIn(error))).toBe(false);
  });

  test('an app that ignores SIGTERM is ended by force', async () => {
    const app = await startApp(appThat('stubborn', { stopTimeoutMs: 200 }));
    expect(await app.stop()).toBeUndefined();
    expect(isRunning(app.pid)).toBe(false);
  });

  test('a command that does not exist is an error that names it', async () => {
    await expect(startApp({ command: '/nowhere/app', args: () => [] })).rejects.toMatchObject({
      code: 'APP_NOT_READY',
      message: expect.stringContaining('/nowhere/app did not start'),
    });
  });
});
