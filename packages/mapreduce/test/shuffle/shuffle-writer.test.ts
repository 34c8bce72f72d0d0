import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { KernelMemory } from '../../src/kernel/kernel-memory.ts';
import { openMerge } from '../../src/shuffle/merged-pairs.ts';
import { type Combine, ShuffleWriter } from '../../src/shuffle/shuffle-writer.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();

function shuffled(
  combine: Combine | undefined,
  write: (writer: ShuffleWriter, memory: KernelMemory) => void,
) {
  const folder = scratch();
  const limits = { ...limitsSchema.parse({}), arenaBytes: 100_000 };
  const memory = new KernelMemory(1_000_000);
  const writer = new ShuffleWriter({
    memory,
    partitions: 1,
    partitioner: { kind: 'hash' },
    sortValues: false,
    combine,
    limits,
    files: diskFiles,
    spillPathOf: (index) => join(folder, `spill-${index}`),
  });
  write(writer, memory);
  const segments = writer.finish().flat();
  const opening = openMerge({
    segments,
    sortValues: false,
    combine,
    memory,
    limits,
    files: diskFiles,
    pathOf: (index) => join(folder, `merged-${index}`),
  });
  let step = opening.next();
  while (!step.done) step = opening.next();
  let rows = '';
  while (step.value.copyRows(2, false, (bytes) => (rows += bytes.toString())));
  step.value.close();
  return rows;
}

test('a record that is rolled back leaves no pair', () => {
  const rows = shuffled(undefined, (writer) => {
    writer.append('b', '1');
    writer.beginRecord();
    writer.append('a', '2');
    writer.rollBack();
    writer.append('a', '3');
    expect(writer.appended).toBe(2);
  });
  expect(rows).toBe('a\t3\nb\t1\n');
});

test('lines and tokens of the kernel memory become pairs', () => {
  const rows = shuffled({ kind: 'sum' }, (writer, memory) => {
    const region = memory.allocate(100);
    region.bytes.write('b a  b\nb\nc\t5');
    expect(writer.countTokens(region.address, 0, 9, 32)).toBe(4);
    expect(writer.appendLines(region.address, 9, 12, 'tab')).toBe(1);
  });
  expect(rows).toBe('a\t1\nb\t3\nc\t5\n');
});
