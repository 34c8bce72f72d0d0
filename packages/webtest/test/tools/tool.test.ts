import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { isExcused } from '../../src/system-parts.ts';
import { provideTool, redis } from '../../src/tools/tool.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webtest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const unused = () => expect.unreachable('nothing is to be fetched');

function writePrograms(path: string, names: readonly string[]): void {
  mkdirSync(path, { recursive: true });
  for (const name of names) writeFileSync(join(path, name), '#!/bin/sh\n', { mode: 0o755 });
}

test('a tool on the PATH needs no folder before it; where one of its programs is missing, the fetched one is named', async () => {
  const config = { ...readConfig({ OREMILL_CACHE: join(folder, 'cache') }), path: [join(folder, 'bin')] };
  const fetched = join(folder, 'cache/redis/7.0/starters');
  writePrograms(fetched, redis.programs);
  writePrograms(join(folder, 'cache/redis/.fetch-x/starters'), redis.programs);
  writePrograms(join(folder, 'bin'), ['redis-server', 'redis-cli']);
  expect(await provideTool(redis, config, unused)).toBe(fetched);
  writePrograms(join(folder, 'bin'), ['redis-benchmark']);
  expect(await provideTool(redis, config, unused)).toBeUndefined();
});

test.skipIf(await isExcused('redis'))('what is provided on this machine starts', async () => {
  const config = readConfig();
  const found = await provideTool(redis, config, () => undefined);
  const path = [...(found === undefined ? [] : [found]), ...config.path].join(':');
  expect(execFileSync('redis-server', ['--version'], { env: { PATH: path }, encoding: 'utf8' })).toMatch(
    /^Redis server v=/,
  );
});
