import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@oremill/runtime';
import { crash, type Remains, recordFiles } from '@oremill/workbench/forgetful-disk';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { openImage } from '../../src/image/open-image.ts';
import { useScratch } from '../scratch.ts';
import { writePairs } from './test-image.ts';

const scratch = useScratch();
const pairsOf = (word: string) =>
  Array.from({ length: 30 }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    value: Buffer.from(`${word} ${index}`),
  }));

test('after a power cut an image is the one before, the new one, or not there; once written it stays', async () => {
  const folder = scratch();
  const { files, operations } = recordFiles(diskFiles);
  const first = await writePairs(folder, pairsOf('first'), { files, isOrdered: true });
  const firstDone = operations.length;
  await writePairs(folder, pairsOf('second'), { files, isOrdered: true });
  const seen = new Set<string>();
  for (let done = 0; done <= operations.length; done += 1) {
    for (let seed = 0; seed < 8; seed += 1) {
      restore(folder, crash(operations.slice(0, done), folder, seededRandom(seed * 100_003 + done)));
      const found = readdirSync(folder).includes('table.image')
        ? await openImage(first.path).then((table) => table.find(Buffer.from('key 7'))?.value.toString())
        : 'none';
      seen.add(String(found));
      const allowed =
        done < firstDone
          ? ['none', 'first 7']
          : done < operations.length
            ? ['first 7', 'second 7']
            : ['second 7'];
      expect([done, seed, allowed]).toEqual([done, seed, expect.arrayContaining([found])]);
    }
  }
  expect([...seen].toSorted()).toEqual(['first 7', 'none', 'second 7']);
});

function restore(folder: string, remains: Remains): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, child] of Object.entries(remains)) writeFileSync(join(folder, name), child as Buffer);
}
