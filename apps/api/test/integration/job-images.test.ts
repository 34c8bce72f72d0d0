import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Store } from '@oremill/kv';
import { generateBookmarks, type RunJobOptions, runJob } from '@oremill/mapreduce';
import { seededRandom, systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { afterEach, expect, onTestFinished, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../../..');
const MAPREDUCE = join(ROOT, 'packages/mapreduce/src/cli.ts');
const KV = join(ROOT, 'packages/kv/src/cli.ts');
const EXAMPLE = resolve(import.meta.dirname, '../../examples/tag-counts.ts');
const jobOf = (name: string) => new URL(`../jobs/${name}.ts`, import.meta.url);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'job-images-'));
  folders.push(folder);
  return folder;
}

function writeBookmarks(folder: string, bytes = 256 * 1024): string {
  const path = join(folder, 'bookmarks.jsonl');
  writeFileSync(path, Buffer.concat([...generateBookmarks({ bytes, seed: 5 })]));
  return path;
}

/** Runs one of the jobs with two workers; the folder of its output. */
async function run(name: string, input: string, more: Partial<RunJobOptions> = {}): Promise<string> {
  const output = join(newFolder(), name);
  const limits = { splitBytesMin: 32 * 1024, splitBytesMax: 32 * 1024 };
  await runJob({ job: jobOf(name), inputs: [input], output, workers: 2, partitions: 3, limits, ...more });
  return output;
}

async function openStore(): Promise<Store> {
  const log = createLog('error', { write: () => true });
  const world = { clock: systemClock, random: systemRandom, log };
  const store = await Store.open({ folder: join(newFolder(), 'kv'), ...world, workers: 2 });
  onTestFinished(() => store.close());
  return store;
}

/** All pairs of a job's TSV output. */
function linesOf(output: string): Map<string, string> {
  const parts = readdirSync(output).filter((name) => name.startsWith('part-'));
  const lines = parts.flatMap((name) => readFileSync(join(output, name), 'utf8').split('\n').slice(0, -1));
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]),
  );
}

test.each(['tags-images', 'tags-compressed'])(
  'the images of %s hold, key by key, what is loaded of the table that the same job writes',
  async (name) => {
    const input = writeBookmarks(newFolder());
    const table = await run('tags-table', input);
    const store = await openStore();
    const built = await store.publish('built', { sources: [table] });
    const taken = await store.publish('taken', { sources: [await run(name, input)] });
    expect(taken).toMatchObject({ number: 1, entries: built.entries, parts: 3 });
    const lines = linesOf(table);
    expect(lines.size).toBe(built.entries);
    expect(lines.size).toBeGreaterThan(100);
    const [one, other] = [store.find('built'), store.find('taken')];
    for (const [key, value] of lines) {
      expect(one.get(Buffer.from(key))?.toString()).toBe(value);
      expect(other.get(Buffer.from(key))?.toString()).toBe(value);
    }
  },
);

test('the keys of all parts are read in one order', async () => {
  const input = writeBookmarks(newFolder());
  const store = await openStore();
  await store.publish('built', { sources: [await run('tags-table', input)] });
  await store.publish('taken', { sources: [await run('tags-images', input)] });
  const keysOf = (name: string) =>
    store
      .find(name)
      .prefix({ prefix: Buffer.from('http'), limit: 100_000 })
      .items.map(({ key }) => key.toString());
  expect(keysOf('taken').length).toBeGreaterThan(100);
  expect(keysOf('taken')).toEqual(keysOf('built'));
});

test('a key that is not the one reduced ends the job, and says what to do instead', async () => {
  await expect(run('tags-misplaced', writeBookmarks(newFolder()))).rejects.toMatchObject({
    code: 'TASK_FAILED',
    message: expect.stringMatching(
      /^job tags-misplaced: reducer failed at key "http.*it emits the key "bookmark http.*load it with kv publish/,
    ),
  });
});

test('a key alone leaves parts without keys; the version has it', async () => {
  const folder = newFolder();
  const input = join(folder, 'one.jsonl');
  writeFileSync(input, '{"id":"only","tags":[]}\n');
  const store = await openStore();
  const version = await store.publish('one', { sources: [await run('tags-images', input)] });
  expect(version).toMatchObject({ entries: 1, parts: 3 });
  expect(store.find('one').get(Buffer.from('only'))?.toString()).toBe('{"terms":[]}');
});

/** Those of our programs that a person would call, each in a process of its own. */
async function call(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env });
  return stdout;
}

test('the example is run, published and read from a shell, as its document says', async () => {
  const folder = newFolder();
  const input = writeBookmarks(folder);
  const output = join(folder, 'tags');
  const env = { ...process.env, OREMILL_DATA: join(folder, 'data') };
  await call(MAPREDUCE, ['run', EXAMPLE, '--input', input, '--output', output], env);
  expect(await call(KV, ['publish', 'tags', output], env)).toMatch(/^tags: version 1 is served, /);
  const counts = new Map<string, number>();
  for (const line of readFileSync(input, 'utf8').split('\n')) {
    for (const { term } of termsOf(line)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const expected = [...counts]
    .filter(([term]) => term.startsWith('m'))
    .map(([term, count]) => `${term}\t${count}`);
  expect(expected.length).toBeGreaterThan(2);
  const scanned = await call(KV, ['scan', 'tags', '--prefix', 'm', '--limit', '10000'], env);
  expect(scanned.trimEnd().split('\n').toSorted()).toEqual(expected.toSorted());
});

/** None of a line that the job skips. */
function termsOf(line: string): readonly { readonly term: string }[] {
  try {
    const { tags = [] } = JSON.parse(line) as { tags?: { term: string }[] };
    return tags.every(({ term }) => typeof term === 'string') ? tags : [];
  } catch {
    return [];
  }
}

/** When to kill: at a random moment, when an image is being written, when the first ones are written. */
const KILLS = [/^part-.*\.tmp$/, /^part-.*\.image$/, undefined, /^part-.*\.image$/, undefined] as const;

test('killed at any moment and resumed, its images hold what an undisturbed run writes', async () => {
  const input = writeBookmarks(newFolder(), 1024 * 1024);
  const store = await openStore();
  const job = jobOf('tags-images').pathname;
  const args = (output: string) => ['run', job, '--input', input, '--output', output, '--partitions', '8'];
  const undisturbed = join(newFolder(), 'undisturbed');
  const startedMs = performance.now();
  await call(MAPREDUCE, args(undisturbed));
  const tookMs = performance.now() - startedMs;
  await store.publish('undisturbed', { sources: [undisturbed] });
  const random = seededRandom(8);
  let resumed = 0;
  for (const [round, name] of KILLS.entries()) {
    const output = join(newFolder(), 'output');
    const child = spawn(process.execPath, [MAPREDUCE, ...args(output)], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const moment = name ? seen(`${output}.partial`, name, child) : pass(random() * tookMs);
    await Promise.race([ended, moment]);
    child.kill('SIGKILL');
    await ended;
    if (!existsSync(output)) {
      const after = spawnSync(process.execPath, [MAPREDUCE, 'resume', output], { encoding: 'utf8' });
      if (after.status === 0) resumed += 1;
      // Nothing had begun, or not even the plan was there.
      else await call(MAPREDUCE, args(output));
    }
    expect(existsSync(`${output}.partial`)).toBe(false);
    expect(readdirSync(output).filter((entry) => entry.includes('.tmp') || entry === 'spills')).toEqual([]);
    const dataset = `killed-${round}`;
    await store.publish(dataset, { sources: [output] });
    expect(entriesOf(store, dataset)).toEqual(entriesOf(store, 'undisturbed'));
  }
  expect(resumed).toBeGreaterThan(0);
});

/** Resolves when a file of such a name is in the folder, or its writer is gone. */
async function seen(
  folder: string,
  name: RegExp,
  writer: { readonly exitCode: number | null },
): Promise<void> {
  while (writer.exitCode === null) {
    if (existsSync(folder) && readdirSync(folder).some((entry) => name.test(entry))) return;
    await pass(1);
  }
}

function entriesOf(store: Store, name: string): string[] {
  const { items, hasMore } = store.find(name).prefix({ prefix: Buffer.alloc(0), limit: 1_000_000 });
  expect(hasMore).toBe(false);
  return items.map(({ key, value }) => `${key.toString()} ${value.toString()}`);
}
