import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isRunning, makeTrial } from './step-work.ts';

const server = (more = '') => `
  const server = require('node:http').createServer((request, reply) => reply.end('pong'));
  server.listen(process.env.PORT, '127.0.0.1', () => console.log('listening'));
  ${more}`;
const ask =
  'fetch("http://127.0.0.1:" + process.env.WEB_APP_PORT).then((reply) => reply.text()).then(console.log)';

function trialWith(code: string, ready?: object, timeout?: string) {
  const trial = makeTrial();
  const file = join(trial.workspace, 'server.cjs');
  writeFileSync(file, code);
  const service = { command: [process.execPath, file], ...(ready && { ready }), ...(timeout && { timeout }) };
  return { trial, file, pipeline: { services: { 'web-app': service } } as object };
}

it.each([
  ['an answer', { http: '/' }],
  ['a port', { port: 'PORT' }],
  ['a line', { log: '^listen' }],
  ['a command', { command: [process.execPath, '-e', 'fetch("http://127.0.0.1:" + process.env.PORT)'] }],
])('a service is there while its step is, ready by %s', async (_, ready) => {
  const { file, pipeline, trial } = trialWith(server(), ready);
  const outcome = await trial.run(
    { run: [process.execPath, '-e', ask], services: ['web-app'] },
    { pipeline },
  );
  expect(outcome).toMatchObject({ state: 'passed' });
  expect(trial.lines('out')).toEqual(['[web-app] listening', 'pong']);
  expect(isRunning(file)).toBe(false);
});

it('a service that ends while it starts fails the step with its exit code and last lines', async () => {
  const { pipeline, trial } = trialWith('console.error("no disk"); process.exit(3)', { http: '/' });
  expect(await trial.run({ run: 'echo begun', services: ['web-app'] }, { pipeline })).toMatchObject({
    state: 'failed',
    error: {
      code: 'SERVICE_FAILED',
      message: 'the service web-app has ended with exit code 3; its last lines:\nno disk',
    },
  });
  expect(trial.lines('out')).toEqual([]);
});

it('a service that ends while its step runs ends the step', async () => {
  const { pipeline, trial } = trialWith(server("server.on('request', () => process.exit(5));"), {
    port: 'PORT',
  });
  const run = `${ask.replace('.then(console.log)', '.catch(() => {})')}.then(() => setInterval(() => {}, 1000))`;
  expect(
    await trial.run({ run: [process.execPath, '-e', run], services: ['web-app'] }, { pipeline }),
  ).toMatchObject({
    state: 'failed',
    error: { code: 'SERVICE_FAILED', message: expect.stringContaining('web-app has ended with exit code 5') },
  });
});

it('a service that is not ready in time is told with what was waited for', async () => {
  const { file, pipeline, trial } = trialWith('setInterval(() => {}, 1000)', { http: '/up' }, '200ms');
  expect(await trial.run({ run: 'echo begun', services: ['web-app'] }, { pipeline })).toMatchObject({
    state: 'failed',
    error: {
      code: 'SERVICE_FAILED',
      message: expect.stringMatching(
        /^the service web-app was not ready after 200ms: waited for an answer of http:\/\/127\.0\.0\.1:\d+\/up; it printed nothing$/,
      ),
    },
  });
  expect(isRunning(file)).toBe(false);
});

it('a cancel while a service starts leaves nothing', async () => {
  const { file, pipeline, trial } = trialWith('console.log("up"); setInterval(() => {}, 1000)', {
    port: 'PORT',
  });
  const cancel = new AbortController();
  const outcome = trial.run(
    { run: 'echo begun', services: ['web-app'] },
    { pipeline, signal: cancel.signal },
  );
  await trial.whenSaid('[web-app] up');
  cancel.abort();
  expect(await outcome).toMatchObject({ state: 'cancelled' });
  expect(isRunning(file)).toBe(false);
  expect(trial.lines()).toEqual(['[web-app] up', 'step was cancelled']);
});

it('an expression that would try ways without end fails the step, and holds nobody up', async () => {
  const { pipeline, trial } = trialWith(`console.log('a'.repeat(60) + 'b'); setInterval(() => {}, 1000)`, {
    log: '^(a+)+$',
  });
  expect(await trial.run({ run: 'echo begun', services: ['web-app'] }, { pipeline })).toMatchObject({
    state: 'failed',
    error: { code: 'SERVICE_FAILED', message: '/^(a+)+$/ takes too long to match a line' },
  });
});
