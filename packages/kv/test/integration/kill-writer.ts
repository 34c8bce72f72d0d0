import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock, systemRandom } from '@oremill/runtime';
import { fsyncSchema } from '@oremill/types';
import { openCodec } from '@oremill/zstd';
import { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { openLiveParts } from '../../src/dataset/live-parts.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { doCommand } from './kill-commands.ts';

// Run as a process of its own: `kill-writer.ts FOLDER FSYNC FIRST PARTS [COUNT]`. It does commands from the first on, several
// in each turn of the event loop, and says `acked N` when all up to N are promised: until it is killed, or said it so often.

const [folder = '', fsync, first, parts, count] = process.argv.slice(2);
const dataset = await LiveDataset.open({
  name: 'orders',
  folder,
  clock: systemClock,
  random: systemRandom,
  files: diskFiles,
  codec: openCodec({ kind: 'none' }),
  openTable: (options) => openLiveParts({ ...options, parts: Number(parts) }),
  fsync: fsyncSchema.parse(fsync),
  // Many snapshots, so that a kill meets some of them.
  snapshotBytesMin: 100_000,
});

const PER_TURN = 20;
const UNACKED_MOST = 400;
let acked = Number(first) - 1;
let next = Number(first);
let left = Number(count ?? Number.POSITIVE_INFINITY);
for (;;) {
  for (let index = 0; index < PER_TURN; index += 1) doCommand(dataset, next++);
  const done = next - 1;
  const settled = dataset.settled();
  const acknowledge = (): void => {
    acked = done;
    writeSync(1, `acked ${done}\n`);
    left -= 1;
    if (left === 0) process.exit();
  };
  if (settled) void settled.then(acknowledge);
  else acknowledge();
  await nextTurn();
  if (done - acked > UNACKED_MOST) await settled;
}
