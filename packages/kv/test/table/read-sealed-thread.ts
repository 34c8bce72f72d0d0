import { parentPort, workerData } from 'node:worker_threads';
import { systemClock, systemRandom } from '@oremill/runtime';
import type { SealedHandle } from '../../src/table/sealed-memory.ts';
import { SealedTable } from '../../src/table/sealed-table.ts';

// Finds every key one by one and in batches, and tells how many values were right both times.
const { handle, count } = workerData as { handle: SealedHandle; count: number };
const table = SealedTable.attach(handle, { clock: systemClock, random: systemRandom });
const keys = Array.from({ length: count }, (_, index) => Buffer.from(`key ${index}`));
const many = table.findMany(keys);
const isRight = (index: number, value: Buffer | undefined): boolean => value?.toString() === `value ${index}`;
const right = keys.filter(
  (key, index) => isRight(index, table.find(key)?.value) && isRight(index, many[index]?.value),
);
table.close();
parentPort?.postMessage(right.length);
