import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, manualClock, seededRandom } from '@oremill/runtime';
import type { Fsync } from '@oremill/types';
import { crash, recordFiles, restore } from '@oremill/workbench/forgetful-disk';
import { expect, test } from 'vitest';
import type { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { FrameStream } from '../../src/replica/frame-stream.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { quickFiles } from '../dataset/quick-files.ts';
import { useScratch } from '../scratch.ts';
import { stateOf, Workload } from './workload.ts';

/** Raise it for a long search: `SIMULATION_ROUNDS=1000 vitest …`. */
const ROUNDS = Number(process.env.SIMULATION_ROUNDS ?? 1);
const TIMEOUT_MS = 60_000 + ROUNDS * 30_000;
const scratch = useScratch();
/** What has expired is not what this is about. */
const clock = manualClock(0);

function openFollower(folder: string, files: Files, fsync: Fsync): Promise<LiveDataset> {
  return openDataset({ folder, files, fsync, clock, isFollowing: true, acceptsLoss: true });
}

/** Does in the follower all that its leader has logged. */
async function follow(leader: LiveDataset, dataset: LiveDataset): Promise<void> {
  const stream = new FrameStream(dataset.feed.place);
  while (stream.end < leader.feed.end) {
    for (const logged of stream.push(await leader.feed.read(stream.end, 500))) {
      if ('file' in logged) await dataset.follower?.followFile();
      else await dataset.follower?.follow(logged.frames);
    }
  }
}

test.each<Fsync>(['always', 'everysec', 'off'])(
  'after a power cut at any point, at fsync %s, a follower is as its leader was some time, and goes on from there',
  async (fsync) => {
    const [theirs, ours] = [scratch(), scratch()];
    const leader = await openDataset({ folder: theirs, files: quickFiles, fsync, clock });
    await leader.copyTo(ours);
    const initial = Object.fromEntries(
      readdirSync(ours).map((name) => [name, readFileSync(join(ours, name))]),
    );
    const { files, operations } = recordFiles(quickFiles);
    const follower = await openFollower(ours, files, fsync);
    const random = seededRandom(fsync.length);
    const workload = new Workload(leader, random, () => operations.length);
    for (let batch = 0; batch < 12; batch += 1) {
      workload.command(1 + Math.floor(random() * 4));
      await leader.sync();
      await follow(leader, follower);
      if (batch === 3 || batch === 8) await leader.snapshot();
      if (batch % 4 === 1) await follower.sync();
    }
    await follow(leader, follower);
    const last = workload.states.at(-1);
    expect(stateOf(follower)).toBe(last);
    await follower.close();
    expect(operations.length).toBeGreaterThan(30);
    let ahead = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (let done = 0; done <= operations.length; done += 1) {
        rmSync(ours, { recursive: true });
        restore(ours, crash(operations.slice(0, done), ours, seededRandom(round * 100_003 + done), initial));
        const again = await openFollower(ours, quickFiles, fsync);
        const found = workload.states.lastIndexOf(stateOf(again));
        expect({ round, done, found }).toMatchObject({ found: expect.any(Number) });
        expect(found).toBeGreaterThanOrEqual(0);
        if (found > 0) ahead += 1;
        await follow(leader, again);
        expect({ round, done, state: stateOf(again) }).toEqual({ round, done, state: last });
        await again.close();
      }
    }
    expect(ahead).toBeGreaterThan(0);
    await leader.close();
  },
  TIMEOUT_MS,
);
