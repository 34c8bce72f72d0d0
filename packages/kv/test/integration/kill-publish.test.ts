import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { imagePaths } from '../../src/dataset/image-paths.ts';
import type { Store } from '../../src/store.ts';
import { openStore, writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';

/** Raise it for a long search: `KILLS=100 vitest …`. */
const KILLS = Number(process.env.KILLS ?? 8);
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
const TIMEOUT_MS = 60_000 + KILLS * 20_000;
const KEYS = 2000;
const PUBLISHER = fileURLToPath(new URL('./publish-and-kill.ts', import.meta.url));
const scratch = useScratch();

/** Publishes over and over, and is killed so long after a version; the last that it told of. */
async function publishAndKill(folder: string, sources: readonly string[], afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [PUBLISHER, folder, ...sources], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let last = 0;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      last = Number(/^published (\d+) /.exec(line)?.[1]);
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    }
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
  return last;
}

/** All values, which are the same for all keys of one source. */
function valuesOf(store: Store): Set<string> {
  const { items } = store.find('tags').prefix({ prefix: Buffer.from('key'), limit: KEYS * 2 });
  expect(items.length).toBe(KEYS);
  return new Set(items.map(({ value }) => String(value)));
}

test(
  `a publish of several images that is killed at any point leaves a whole version, and no file of another; seed ${SEED}`,
  async () => {
    const root = scratch();
    const folder = join(root, 'kv');
    const random = seededRandom(SEED);
    const sources = ['one', 'two'].map((value) =>
      writeTsv(
        root,
        `${value}.tsv`,
        Object.fromEntries(Array.from({ length: KEYS }, (_, n) => [`key ${n}`, value])),
      ),
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      const told = await publishAndKill(folder, sources, Math.floor(random() * 300));
      const store = await openStore(folder);
      const { problem, versions } = store.report('tags');
      expect(problem).toBeUndefined();
      const [served] = versions;
      // Published, and killed before it could tell: that is no less whole.
      expect([told, told + 1]).toContain(served?.number);
      expect(valuesOf(store)).toEqual(new Set([served?.source === sources[0] ? 'one' : 'two']));
      const files = versions.flatMap((version) => imagePaths(join(folder, 'tags'), version));
      const there = readdirSync(join(folder, 'tags/versions')).map((name) =>
        join(folder, 'tags/versions', name),
      );
      expect(there.sort()).toEqual(files.sort());
      if (versions.length > 1) {
        await store.rollBack('tags');
        expect(valuesOf(store).size).toBe(1);
        await store.rollBack('tags', served?.number);
      }
      await store.close();
    }
  },
  TIMEOUT_MS,
);
