import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from '@oremill/types';
import { expect, test } from 'vitest';
import { checkImages } from '../../src/cli/check-images.ts';
import { writeJobImages } from '../output/job-images.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();

test('the images of a job are checked by the folder of its output', async () => {
  const folder = scratch();
  const { paths, manifest } = await writeJobImages(folder, [
    ['a', '1'],
    ['b', '2'],
  ]);
  const checked = await checkImages([folder]);
  expect(checked.map(({ path, part, entries }) => [path, part, entries])).toEqual(
    paths.map((path, part) => [path, part, manifest.parts[part]?.rows]),
  );
});

test('an output without images is not taken for one whose images are whole', async () => {
  const folder = scratch();
  const manifest = { version: 1, encoding: 'lines', columns: [], parts: [] };
  writeFileSync(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  await expect(checkImages([folder])).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: `there are no table images in ${folder}`,
  });
});
