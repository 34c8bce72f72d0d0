import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, seededRandom } from '@oremill/runtime';
import { AppError } from '@oremill/types';
import { expect, test } from 'vitest';
import { HEADER_BYTES } from '../../src/log/log-file.ts';
import { contentOf, openDataset } from '../dataset/open-dataset.ts';
import { quickFiles } from '../dataset/quick-files.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

type Content = Record<string, string>;
type Folder = Record<string, Buffer>;

interface Written {
  readonly folder: string;
  readonly files: Folder;
  /** After each operation; the first is empty. */
  readonly states: Content[];
  /** The last log file's length after each operation. */
  readonly ends: number[];
}

/** A few operations of all kinds, each on the disk before the next; then the process is gone. */
async function write(options: { snapshot: boolean }): Promise<Written> {
  const [folder, copy] = [scratch(), join(scratch(), 'copy')];
  const dataset = await openDataset({ folder, files: quickFiles });
  const states: Content[] = [{}];
  const ends: number[] = [];
  const lastLog = () => {
    const name = readdirSync(folder).findLast((file) => file.startsWith('log-')) as string;
    return readFileSync(join(folder, name)).length;
  };
  ends.push(lastLog());
  const operations = [
    () => dataset.set(bytes('a'), bytes('first')),
    () => dataset.set(bytes('key of b'), bytes(''), { expiresAtMs: 99_999 }),
    () => dataset.setExpiry(bytes('key of b'), 0),
    () => dataset.set(bytes('a'), bytes('second, and somewhat longer')),
    () => dataset.delete(bytes('key of b')),
    () => dataset.clear(),
    () => dataset.set(bytes('c'), bytes('third')),
    () => dataset.set(bytes('d'), bytes('\0\xff')),
  ];
  for (const [index, operate] of operations.entries()) {
    if (options.snapshot && index === 3) await dataset.snapshot();
    operate();
    await dataset.settled();
    states.push(contentOf(dataset));
    ends.push(lastLog());
  }
  cpSync(folder, copy, { recursive: true });
  await dataset.close();
  return { folder: copy, files: readFolder(copy), states, ends };
}

function readFolder(folder: string): Folder {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

type Outcome = { readonly content: Content; readonly cut: unknown } | { readonly refusal: string };

async function reopen(folder: string, files: Folder): Promise<Outcome> {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  try {
    const dataset = await openDataset({ folder, files: quickFiles });
    const outcome = { content: contentOf(dataset), cut: dataset.recovery.cut };
    await dataset.close();
    return outcome;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refusal: `${error.code} ${error.message.replace(folder, '')}` };
  }
}

function flip(content: Buffer, byte: number, bit: number): Buffer {
  const flipped = Buffer.from(content);
  flipped[byte] = (flipped[byte] as number) ^ (1 << bit);
  return flipped;
}

/** The number of operations whose frames end before this byte. */
const wholeBefore = (ends: readonly number[], byte: number): number =>
  ends.filter((end) => end <= byte).length - 1;

test('a log that is cut at any byte is recovered to the last whole record before, and the cut is reported', async () => {
  const { folder, files, states, ends } = await write({ snapshot: false });
  const log = files['log-000001'] as Buffer;
  expect(log.length).toBe(ends.at(-1));
  for (let byte = ends[0] as number; byte < log.length; byte += 1) {
    const whole = wholeBefore(ends, byte);
    const end = ends[whole] as number;
    const cut = end === byte ? undefined : { path: join(folder, 'log-000001'), byte: end, bytes: byte - end };
    const outcome = await reopen(folder, { ...files, 'log-000001': log.subarray(0, byte) });
    expect({ byte, outcome }).toEqual({ byte, outcome: { content: states[whole], cut } });
  }
}, 60_000);

test('a log whose header is cut is empty, since nothing was written behind it', async () => {
  const { folder, files, ends } = await write({ snapshot: false });
  for (let byte = 0; byte < (ends[0] as number); byte += 1) {
    const outcome = await reopen(folder, {
      ...files,
      'log-000001': (files['log-000001'] as Buffer).subarray(0, byte),
    });
    expect({ byte, outcome }).toMatchObject({ byte, outcome: { content: {} } });
  }
});

test('a log in which any bit is flipped is refused with the place, or cut there when it is of the last record', async () => {
  const { folder, files, states, ends } = await write({ snapshot: false });
  const log = files['log-000001'] as Buffer;
  const random = seededRandom(5);
  for (let byte = 0; byte < log.length; byte += 1) {
    const bit = Math.floor(random() * 8);
    const whole = wholeBefore(ends, byte);
    const start = ends[whole] ?? 0;
    const outcome = await reopen(folder, { ...files, 'log-000001': flip(log, byte, bit) });
    if (whole === states.length - 2) {
      const cut = { path: join(folder, 'log-000001'), byte: start, bytes: log.length - start };
      expect({ byte, bit, outcome }).toEqual({ byte, bit, outcome: { content: states[whole], cut } });
    } else {
      const refusal = `LOG_CORRUPT /log-000001, byte ${start}: not what was written here, and what follows says that it was on the disk`;
      expect({ byte, bit, outcome }).toEqual({ byte, bit, outcome: { refusal } });
    }
  }
}, 60_000);

test('after a clean end any flipped bit is refused, or is of the frame that says so', async () => {
  const folder = scratch();
  const dataset = await openDataset({ folder, files: quickFiles });
  dataset.set(bytes('a'), bytes('1'));
  await dataset.close();
  const files = readFolder(folder);
  const log = files['log-000001'] as Buffer;
  const saysSo = log.length - 24;
  for (let byte = 0; byte < log.length; byte += 1) {
    const outcome = await reopen(folder, { ...files, 'log-000001': flip(log, byte, byte % 8) });
    if (byte < saysSo)
      expect({ byte, outcome }).toMatchObject({
        byte,
        outcome: { refusal: expect.stringContaining('LOG_CORRUPT') },
      });
    else expect({ byte, outcome }).toMatchObject({ byte, outcome: { content: { a: '1' } } });
  }
});

test.each(['log-000002', 'snapshot-000002', 'snapshot.json'])(
  'of a snapshot and its log, %s cut or flipped at any byte is refused with the place, or cut at its last records',
  async (name) => {
    const { folder, files, states, ends } = await write({ snapshot: true });
    expect(Object.keys(files)).toEqual(['log-000002', 'snapshot-000002', 'snapshot.json']);
    const random = seededRandom(11);
    const content = files[name] as Buffer;
    for (let byte = 0; byte < content.length; byte += 1) {
      const damaged = [content.subarray(0, byte), flip(content, byte, Math.floor(random() * 8))];
      for (const [index, bytes] of damaged.entries()) {
        const outcome = await reopen(folder, { ...files, [name]: bytes });
        const isCutEnd = name === 'log-000002' && index === 0 && byte >= HEADER_BYTES;
        if ('refusal' in outcome && !isCutEnd) {
          const place = name === 'snapshot.json' ? '' : ', byte ';
          expect({ byte, index, outcome }).toMatchObject({
            outcome: { refusal: expect.stringMatching(`^(LOG|IMAGE)_CORRUPT /${name}${place}`) },
          });
        } else {
          // Three operations are in the snapshot, and the log says the others, up to the damage.
          expect({ name, byte, index }).toMatchObject({ name: 'log-000002' });
          expect('content' in outcome && outcome.content).toEqual(
            states[3 + wholeBefore([0, ...ends.slice(4)], byte)],
          );
        }
      }
    }
  },
  60_000,
);

test('a file of the log that is missing, of another dataset, or not the last and torn is refused, and named', async () => {
  const { folder, files, states } = await write({ snapshot: false });
  const other = await write({ snapshot: false });
  const log = files['log-000001'] as Buffer;
  const tests: [Folder, string][] = [
    [
      { 'snapshot.json': files['snapshot.json'] as Buffer },
      'LOG_CORRUPT /log-000001, byte 0: the file is missing',
    ],
    [
      { 'log-000001': log },
      'LOG_CORRUPT /snapshot.json, byte 0: the file is missing: it says where the log begins',
    ],
    [{ ...files, 'log-000003': log }, 'LOG_CORRUPT /log-000002, byte 0: the file is missing'],
    [{ ...files, 'log-000002': log }, 'LOG_CORRUPT /log-000002, byte 0: this is file 1 of the log'],
    [
      { ...files, 'log-000001': log.subarray(0, log.length - 1), 'log-000002': log },
      `LOG_CORRUPT /log-000001, byte ${log.length - 30}: not what was written here, and a later file follows`,
    ],
  ];
  for (const [damaged, refusal] of tests) expect(await reopen(folder, damaged)).toEqual({ refusal });
  expect(await reopen(folder, files)).toEqual({ content: states.at(-1), cut: undefined });
  // Both were made with the same random numbers; another dataset has others.
  expect(other.files['log-000001']).toEqual(log);
});

test('a log that ends before its snapshot was complete is refused, unless the loss is accepted', async () => {
  const [folder, copy] = [scratch(), join(scratch(), 'copy')];
  const dataset = await openDataset({ folder, files: quickFiles });
  for (let index = 0; index < 50; index += 1) dataset.set(bytes(`key ${index}`), bytes('before'));
  let isOver = false;
  const written = dataset.snapshot().finally(() => {
    isOver = true;
  });
  for (let turn = 0; !isOver; turn += 1) {
    dataset.set(bytes(`key ${turn % 50}`), bytes('meanwhile'));
    await new Promise(setImmediate);
  }
  await written;
  cpSync(folder, copy, { recursive: true });
  await dataset.close();
  const files = readFolder(copy);
  const { through, start } = JSON.parse((files['snapshot.json'] as Buffer).toString()) as Record<
    string,
    number
  >;
  const cut = { ...files, 'log-000002': (files['log-000002'] as Buffer).subarray(0, HEADER_BYTES) };
  const missing = (through as number) - (start as number) - HEADER_BYTES;
  expect(missing).toBeGreaterThan(100);
  expect(await reopen(copy, cut)).toEqual({
    refusal: `LOG_CORRUPT /log-000002, byte 40: the log ends here, ${missing} bytes before the snapshot was complete`,
  });
  await (await openDataset({ folder: copy, files: quickFiles, acceptsLoss: true })).close();
  const again = await openDataset({ folder: copy, files: quickFiles });
  expect(again.count).toBe(50);
  await again.close();
});

test('with loss accepted, what is before the damage is opened and written on, and the damaged files are kept', async () => {
  const { folder, files, states, ends } = await write({ snapshot: false });
  const damaged = flip(files['log-000001'] as Buffer, (ends[3] as number) + 20, 3);
  await reopen(folder, { ...files, 'log-000001': damaged });
  const dataset = await openDataset({ folder, files: quickFiles, acceptsLoss: true });
  expect(contentOf(dataset)).toEqual(states[3]);
  expect(dataset.recovery.cut).toEqual({
    path: join(folder, 'log-000001'),
    byte: ends[3],
    bytes: damaged.length - (ends[3] as number),
  });
  dataset.set(bytes('new'), bytes('1'));
  await dataset.close();
  expect(readFileSync(join(folder, 'log-000001.damaged'))).toEqual(damaged);
  const again = await openDataset({ folder, files: quickFiles });
  expect(contentOf(again)).toEqual({ ...states[3], new: '1' });
  await again.close();
});

test('with loss accepted, a log goes on where a file of it is missing, is another, or is torn', async () => {
  const folder = scratch();
  const withoutSnapshots: Files = {
    ...quickFiles,
    create: (path) => {
      if (path.includes('snapshot-')) throw new Error('no snapshot');
      return quickFiles.create(path);
    },
  };
  const dataset = await openDataset({ folder, files: withoutSnapshots });
  for (const name of ['a', 'b', 'c']) {
    dataset.set(bytes(name), bytes('1'));
    // The log goes on in a new file, and does not begin there.
    await expect(dataset.snapshot()).rejects.toThrow('no snapshot');
  }
  await dataset.close();
  const files = readFolder(folder);
  const { 'log-000002': second, ...without } = files;
  const third = files['log-000003'] as Buffer;
  const damaged = [
    without,
    { ...files, 'log-000002': third },
    { ...files, 'log-000002': (second as Buffer).subarray(0, 50) },
  ];
  for (const [index, content] of damaged.entries()) {
    expect(await reopen(folder, content)).toMatchObject({
      refusal: expect.stringContaining('/log-000002, byte '),
    });
    const opened = await openDataset({ folder, files: quickFiles, acceptsLoss: true });
    opened.set(bytes('new'), bytes('1'));
    await opened.close();
    const again = await openDataset({ folder, files: quickFiles });
    expect({ index, content: contentOf(again) }).toEqual({ index, content: { a: '1', new: '1' } });
    await again.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('log-'))).toEqual([
      'log-000001',
      'log-000002',
      ...(index === 0 ? [] : ['log-000002.damaged']),
      'log-000003.damaged',
      'log-000004.damaged',
    ]);
  }
});
