/** Builds an image whose values are compressed in one way, in a process of its own, and reads them back. */
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { seededRandom, systemClock, systemRandom } from '@oremill/runtime';
import { buildImage } from '../../src/build/build-image.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { writeImage } from '../../src/image/write-image.ts';
import { openVersion } from '../../src/open-version.ts';
import { Table } from '../../src/table/table.ts';
import { digestValues } from '../harness/content.ts';
import { readPairs } from '../harness/pairs-file.ts';
import { readKeys } from '../harness/table-content.ts';
import type { CompressedFigures, CompressOptions } from './compress-options.ts';

const PAGE = 1000;
const ZLIB_LEVEL = 6;
const { file, folder, way, keysPath, reads } = JSON.parse(process.argv[3] ?? '') as CompressOptions;

const target = join(folder, `${way}.image`);
const startMs = performance.now();
await build();
const buildSeconds = (performance.now() - startMs) / 1000;
const world = { clock: systemClock, random: systemRandom };
const dataset: Dataset = await openVersion({ ...world, name: 'tweets', number: 1, paths: [target] });
const read = (key: Uint8Array) => {
  const value = dataset.get(key);
  // A copy: zlib takes no shared memory.
  return way === 'zlib' && value ? inflateSync(Uint8Array.from(value)) : value;
};
const keys = allKeys();
const content = {
  pairs: dataset.count,
  valueBytes: keys.reduce((sum, key) => sum + (read(key)?.length ?? 0), 0),
  sample: digestValues(
    readKeys(keysPath).map((key) => {
      const value = read(key);
      return value && Uint8Array.from(value);
    }),
  ),
};
const memoryBytes = Object.values(dataset.memory()).reduce((sum, bytes) => sum + bytes, 0);
const readUs = timeReads();
console.log(JSON.stringify({ buildSeconds, memoryBytes, readUs, content } satisfies CompressedFigures));

async function build(): Promise<void> {
  if (way !== 'zlib') {
    await buildImage({ sources: [file], target, compression: way, isOrdered: false, workers: 2 });
    return;
  }
  const table = Table.open();
  readPairs(file, (key, value) => table.set(key, deflateSync(value, { level: ZLIB_LEVEL })));
  await writeImage(table, { files: diskFiles, path: target, seed: table.seed, count: table.count });
}

function allKeys(): Buffer[] {
  const all: Buffer[] = [];
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, PAGE);
    for (const { key } of page.entries) all.push(Buffer.from(key));
    from = page.next;
  }
  return all;
}

/** Twice, since what is compiled at the first time is not what a server runs. */
function timeReads(): number {
  const random = seededRandom(17);
  const drawn = Array.from({ length: reads }, () => keys[Math.floor(random() * keys.length)] as Buffer);
  let us = 0;
  for (let round = 0; round < 2; round += 1) {
    const start = performance.now();
    for (const key of drawn) read(key);
    us = ((performance.now() - start) * 1000) / reads;
  }
  return us;
}
