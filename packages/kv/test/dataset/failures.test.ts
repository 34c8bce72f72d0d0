import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gateFiles } from '../log/gated-files.ts';
import { useScratch } from '../scratch.ts';
import { contentOf, openDataset } from './open-dataset.ts';
import { quickFiles } from './quick-files.ts';

const scratch = useScratch();
const bytes = (text: string): Buffer => Buffer.from(text);

test.each<['write' | 'sync', string, string]>([
  ['write', 'ENOSPC', 'DISK_FULL'],
  ['write', 'EIO', 'LOG_UNWRITABLE'],
  ['sync', 'EIO', 'LOG_UNWRITABLE'],
])(
  'after a failed %s with %s the dataset can be read, takes no writes, and can be opened again',
  async (kind, code, expected) => {
    const folder = scratch();
    const { files, fail } = gateFiles();
    const dataset = await openDataset({ folder, files });
    dataset.set(bytes('a'), bytes('1'));
    await dataset.settled();
    expect(dataset.problem).toBeUndefined();
    fail(kind, code);
    dataset.set(bytes('b'), bytes('2'));
    const refusal = { code: expected, hint: expect.stringContaining('open the dataset again') };
    await expect(dataset.settled()).rejects.toMatchObject(refusal);
    expect(dataset.problem).toContain('no more writes are taken');
    for (const write of [
      () => dataset.set(bytes('c'), bytes('3')),
      () => dataset.delete(bytes('a')),
      () => dataset.setExpiry(bytes('a'), 5),
      () => dataset.clear(),
    ]) {
      expect(write).toThrow(expect.objectContaining(refusal));
    }
    await expect(dataset.snapshot()).rejects.toMatchObject(refusal);
    await expect(dataset.copyTo(scratch())).rejects.toMatchObject(refusal);
    dataset.tend(1);
    expect(dataset.get(bytes('a'))?.toString()).toBe('1');
    await dataset.close();
    const again = await openDataset({ folder, files });
    expect(contentOf(again)).toMatchObject({ a: '1' });
    again.set(bytes('c'), bytes('3'));
    await again.settled();
    await again.close();
    const last = await openDataset({ folder, files: quickFiles });
    expect(contentOf(last)).toMatchObject({ a: '1', c: '3' });
    await last.close();
  },
);

test('a snapshot that fails leaves nothing behind, writes go on, and the next one is written', async () => {
  const folder = scratch();
  const { files, fail, close, open } = gateFiles();
  const failures: unknown[] = [];
  const dataset = await openDataset({
    folder,
    files: {
      ...files,
      rename(source, target) {
        if (target.includes('snapshot-') && failures.length === 0) throw new Error('the disk says no');
        files.rename(source, target);
      },
    },
    snapshotBytesMin: 1000,
    onSnapshotFailure: (error) => failures.push(error),
  });
  const write = async (): Promise<void> => {
    dataset.set(bytes('key'), bytes('v'.repeat(100)));
    await dataset.settled();
    await new Promise(setImmediate);
  };
  const snapshots = () => readdirSync(folder).filter((name) => name.startsWith('snapshot-'));
  while (failures.length === 0) await write();
  expect(failures).toEqual([new Error('the disk says no')]);
  expect(dataset.problem).toBeUndefined();
  expect(snapshots()).toEqual([]);
  while (snapshots().length === 0) await write();
  expect(await dataset.snapshot()).toMatchObject({ entries: 1 });
  expect(failures).toHaveLength(1);
  // A sync of the snapshot that fails is its own matter; one of the log is not.
  close();
  const snapshot = dataset.snapshot();
  fail('sync', 'EIO');
  open();
  await expect(snapshot).rejects.toMatchObject({ code: expect.any(String) });
  await dataset.close();
});

test('closing while a snapshot is written ends it, and nothing is lost', async () => {
  const folder = scratch();
  const dataset = await openDataset({ folder, files: quickFiles });
  for (let index = 0; index < 200; index += 1) dataset.set(bytes(`key ${index}`), bytes('value'));
  const snapshot = dataset.snapshot();
  const content = contentOf(dataset);
  await Promise.all([expect(snapshot).rejects.toThrow('orders is being closed'), dataset.close()]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const again = await openDataset({ folder, files: quickFiles });
  expect(contentOf(again)).toEqual(content);
  await again.close();
});
