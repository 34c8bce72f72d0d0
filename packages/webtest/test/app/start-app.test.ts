import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { findMarkedProcesses } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { type AppOptions, type PortMode, startApp } from '../../src/index.ts';

const fixture = join(import.meta.dirname, '../fixtures/app.pl');

function appThat(behaviour: string, more: Partial<AppOptions> = {}): AppOptions {
  return { command: ['perl', fixture, behaviour], ...more };
}

async function failureOf(options: AppOptions): Promise<string> {
  const error: unknown = await startApp(options).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'APP_NOT_READY' });
  return String(error);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function pidIn(text: string): number {
  const pid = Number(/with pid (\d+)/.exec(text)?.[1]);
  expect(pid).toBeGreaterThan(0);
  return pid;
}

const QUICKLY = { ready: { timeoutMs: 600 } };

describe('a port that nobody else has', () => {
  test.each<[string, PortMode]>([
    ['is a socket that the app inherits', 'inherit'],
    ['is what the system says the app listens on', 'report'],
    ['is what a line of the app says', { line: /listening on port (\d+)/ }],
    ['is given by the environment, and the app’s own', 'env'],
  ])('%s', async (_, port) => {
    await using app = await startApp(appThat('works', { port }));
    expect(await (await fetch(app.url)).text()).toBe('Hello');
    expect(app.output()).toContain(`app with pid ${app.pid} has started`);
    expect(app.output()).toContain(`listening on port ${app.port}`);
  });

  test('is found again where another process took it first', async () => {
    // It answers as the app would, so that nothing but who listens there tells them apart.
    const rival = createServer((_, reply) => reply.end('Hello'));
    const ports: number[] = [];
    const command = (port: number) => {
      ports.push(port);
      if (ports.length === 1) rival.listen(port, '127.0.0.1');
      return ['perl', fixture, 'works'];
    };
    await using app = await startApp({ command });
    rival.close();
    expect(ports).toEqual([expect.any(Number), app.port]);
  });
});

describe('an app that is not ready says why', () => {
  test('it ends at once: its exit code, and what it printed', async () => {
    const message = await failureOf(appThat('fails'));
    expect(message).toMatch(/ended with exit code 3\n/);
    expect(message).toMatch(/it printed:\n.*the app has no configuration/s);
  });

  test('it does not answer as it should: what was asked, and the answer', async () => {
    const message = await failureOf(appThat('unready', { ready: { http: '/up', timeoutMs: 600 } }));
    expect(message).toMatch(
      /was not ready within 600 ms\nit was asked \d+ times; at last http:\S+\/up answered 503/,
    );
    expect(isRunning(pidIn(message))).toBe(false);
  });

  test('it sends elsewhere: where to', async () => {
    expect(await failureOf(appThat('moved', QUICKLY))).toContain('answered 301, to https://example.org/');
  });

  test('it never listens', async () => {
    const message = await failureOf(appThat('never-listens', QUICKLY));
    expect(message).toMatch(/refused the connection\nit listens on no port/);
    expect(await failureOf(appThat('never-listens', { ...QUICKLY, port: 'report' }))).toContain(
      'nothing was asked of it, since its port was not known',
    );
  });

  test('it listens on another port than it was given', async () => {
    expect(await failureOf(appThat('other-port', QUICKLY))).toMatch(
      /it listens on 127\.0\.0\.1:\d+, and not on the port it was given, \d+ \(PORT\)/,
    );
  });

  test('it listens on ::1 alone', async () => {
    expect(await failureOf(appThat('ipv6', QUICKLY))).toMatch(
      /it listens on \[::1\]:\d+ only, where 127\.0\.0\.1 does not reach it/,
    );
    await using app = await startApp(appThat('ipv6', { port: 'report' }));
    expect(app.url).toBe(`http://[::1]:${app.port}`);
  });

  test('it goes into the background', async () => {
    const message = await failureOf(appThat('background'));
    expect(message).toMatch(/ended with exit code 0\n/);
    expect(message).toContain('it has left 1 running: start it so that it stays in the foreground');
  });

  test('its program does not exist', async () => {
    expect(await failureOf({ command: ['/nowhere/app'] })).toContain('/nowhere/app did not start');
  });
});

describe('the end of an app', () => {
  test('is its exit code, once it is asked to stop; a second time too', async () => {
    const app = await startApp({ command: [process.execPath, '-e', GRACEFUL] });
    expect(await app.stop()).toBe(7);
    expect(isRunning(app.pid)).toBe(false);
    expect(await app.stop()).toBe(7);
  });

  test('is by force where it ignores SIGTERM', async () => {
    const app = await startApp(appThat('stubborn', { stopTimeoutMs: 100 }));
    expect(await app.stop()).toBeUndefined();
    expect(isRunning(app.pid)).toBe(false);
  });

  test('is that of everything it has started, also of what has left its process group', async () => {
    const app = await startApp(appThat('leaves-group', { env: { LEAVES_GROUP: '1' } }));
    const family = findMarkedProcesses('LEAVES_GROUP=1');
    expect(family).toHaveLength(2);
    await app.stop();
    expect(findMarkedProcesses('LEAVES_GROUP=1')).toEqual([]);
  });

  test('comes with that of the test process, also by SIGKILL', async () => {
    const harness = join(import.meta.dirname, '../fixtures/harness.ts');
    const child = spawn(process.execPath, [harness, fixture], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = (await once(child.stdout, 'data')) as [Buffer];
    const family = JSON.parse(text.toString()) as number[];
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(family).toHaveLength(3);
    const mark = `OF_HARNESS=${child.pid}`;
    await expect.poll(() => findMarkedProcesses(mark), { timeout: 20_000 }).toEqual([]);
  });
});

const GRACEFUL = `
  process.on('SIGTERM', () => process.exit(7));
  require('node:http').createServer((request, reply) => reply.end()).listen(process.env.PORT, '127.0.0.1');`;
