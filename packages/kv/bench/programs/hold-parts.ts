/** Makes a dataset of several parts of a file of pairs, or opens it and compares all of it with the file. */
import { createReadStream } from 'node:fs';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { Store } from '../../src/store.ts';
import { readPairs } from '../harness/pairs-file.ts';
import { contentOf } from '../harness/table-content.ts';
import type { HeldParts, HoldPartsOptions, MadeParts } from './hold-parts-options.ts';

const NEWLINE = 10;
const TAB = 9;
const READ_BYTES = 1024 * 1024;
const BATCH = 64;

const { file, folder, kind, parts, keysPath, step } = JSON.parse(process.argv[3] ?? '') as HoldPartsOptions;
const startMs = performance.now();
const store = await Store.open({
  folder,
  clock: systemClock,
  random: systemRandom,
  log: createLog('error'),
  workers: 2,
});
if (step === 'make') await make();
else hold();
await store.close();

async function make(): Promise<void> {
  if (kind === 'live') await write();
  else
    await store.publish('all', { sources: [file], parts: parts === 0 ? undefined : parts, isOrdered: false });
  const seconds = (performance.now() - startMs) / 1000;
  console.log(JSON.stringify({ seconds } satisfies MadeParts));
}

function hold(): void {
  const readyMs = performance.now();
  const wrong = compare();
  const comparedMs = performance.now();
  const report = store.report('all');
  const dataset = store.find('all');
  const { keyBytes, valueBytes, totalBytes } = report.memory;
  const held: HeldParts = {
    openSeconds: (readyMs - startMs) / 1000,
    compareSeconds: (comparedMs - readyMs) / 1000,
    totalBytes,
    beyondBytes: totalBytes - keyBytes - valueBytes,
    parts: report.parts?.length ?? 1,
    content: { ...contentOf(dataset, (key) => dataset.get(key), keysPath), wrong },
  };
  console.log(JSON.stringify(held));
}

/** As a client does that waits for its answers now and then. */
async function write(): Promise<void> {
  await store.create({ name: 'all', parts, isOrdered: false, fsync: 'everysec' });
  const written = store.find('all');
  let rest = Buffer.alloc(0);
  for await (const read of createReadStream(file, { highWaterMark: READ_BYTES })) {
    const chunk = Buffer.concat([rest, read as Buffer]);
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const tab = chunk.indexOf(TAB, from);
      written.set(chunk.subarray(from, tab), chunk.subarray(tab + 1, at));
      from = at + 1;
    }
    rest = chunk.subarray(from);
    await written.settled();
  }
}

/** How many pairs of the file the dataset has not, or otherwise; 64 at once. */
function compare(): number {
  const all = store.find('all');
  let missed = 0;
  let keys: Buffer[] = [];
  let values: Buffer[] = [];
  const check = (): void => {
    for (const [index, value] of all.getMany(keys).entries()) {
      if (!value?.equals(values[index] as Buffer)) missed += 1;
    }
    keys = [];
    values = [];
  };
  readPairs(file, (key, value) => {
    keys.push(Buffer.from(key));
    values.push(Buffer.from(value));
    if (keys.length === BATCH) check();
  });
  check();
  return missed;
}
