import { expect, test } from 'vitest';
import { changeParts } from '../src/change-parts.ts';
import { openStore } from './open-store.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();
const key = (text: string) => Buffer.from(text);

test('a live dataset has as many parts as it was made with, or as it is given while its server is stopped', async () => {
  const folder = scratch();
  const first = await openStore(folder);
  expect(await first.create({ name: 'carts', parts: 3 })).toMatchObject({
    entries: 0,
    parts: [{ entries: 0 }, { entries: 0 }, { entries: 0 }],
  });
  for (let index = 0; index < 90; index += 1) first.find('carts').set(key(`${index}`), key(`${index}`));
  const parts = first.report('carts').parts ?? [];
  expect(parts.reduce((sum, { entries }) => sum + entries, 0)).toBe(90);
  expect(parts.reduce((sum, { totalBytes }) => sum + totalBytes, 0)).toBe(
    first.report('carts').memory.totalBytes,
  );
  await expect(first.create({ name: 'small', parts: 3, maxBytes: 32 * 2 ** 20 })).rejects.toThrow('16 MiB');
  await expect(changeParts('carts', 2, folder)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
  await first.close();
  await changeParts('carts', 2, folder);
  await expect(changeParts('none', 2, folder)).rejects.toMatchObject({ code: 'DATASET_MISSING' });
  const second = await openStore(folder);
  expect(second.report('carts').parts?.length).toBe(2);
  expect(['0', '89'].map((text) => String(second.find('carts').get(key(text))))).toEqual(['0', '89']);
  await second.close();
  await changeParts('carts', 1, folder);
  const third = await openStore(folder);
  expect([third.report('carts').parts, third.report('carts').entries]).toEqual([undefined, 90]);
});
