import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '@oremill/runtime/cli';
import { createLog } from '@oremill/runtime/log';
import { requestRun } from '../engine/request-run.ts';
import type { TriggersWorld } from '../trigger/triggers.ts';
import { gitOf } from '../workspace/git.ts';
import { dataFolder, repositoryRootsHere } from './config.ts';
import { withState } from './with-state.ts';

const LOOK_MS_MAX = 60_000;

/** Repositories of this data folder, for one command; a platform that runs sees what it does within a second. */
export function withTriggers<Result>(use: (world: TriggersWorld) => Promise<Result>): Promise<Result> {
  return withState(async (world) => {
    const folder = join(dataFolder(), 'deployer');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return use({
      ...world,
      log: createLog('warn', { write: (line) => say(JSON.parse(line).msg) }),
      git: gitOf(process.env),
      environment: process.env,
      folder,
      roots: repositoryRootsHere(),
      timeoutMs: LOOK_MS_MAX,
      requestRun: (request) => requestRun(world, request),
    });
  });
}
