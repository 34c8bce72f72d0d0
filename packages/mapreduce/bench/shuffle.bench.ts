/**
 * How fast is the shuffle by itself: lines or tokens in the kernel's memory → spills → merge → rows, in two threads,
 * against `LC_ALL=C sort` on the same file?
 *
 * `node bench/shuffle.bench.ts [sort|words] [MiB] [arena MiB] [--check]`; sort has lines of 20 bytes: a key of ten characters,
 * tab, number. `--check` sorts the same with `sort`; both print the checksum of what they wrote.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { seededRandom } from '@oremill/runtime';
import { type Limits, limitsSchema } from '../src/config.ts';
import { diskFiles } from '../src/files/disk-files.ts';
import { KernelMemory } from '../src/kernel/kernel-memory.ts';
import { makeVocabulary, zipf } from '../src/sample/words.ts';
import { openMerge } from '../src/shuffle/merged-pairs.ts';
import { chooseSplitters, type Partitioner } from '../src/shuffle/partitioner.ts';
import type { Segment } from '../src/shuffle/segment.ts';
import { ShuffleWriter } from '../src/shuffle/shuffle-writer.ts';

const MIB = 2 ** 20;
const PARTITIONS = 4;
const WORKERS = 2;
const SPLIT_BYTES = 32 * MIB;
const CHUNK_BYTES = MIB;

type Kind = 'sort' | 'words';
type Task =
  | { readonly kind: 'map'; readonly index: number; readonly start: number; readonly end: number }
  | { readonly kind: 'reduce'; readonly partition: number; readonly segments: readonly Segment[] };
interface Plan {
  readonly kind: Kind;
  readonly input: string;
  readonly folder: string;
  readonly partitioner: Partitioner;
  readonly limits: Limits;
}
interface Done {
  readonly spills: readonly (readonly Segment[])[];
  readonly times: Record<string, number>;
}

function makeSortInput(path: string, bytes: number): void {
  const random = seededRandom(1);
  const file = openSync(path, 'w');
  const lines = Math.floor(bytes / 20);
  const chunk = Buffer.alloc(20 * 50_000);
  for (let line = 0; line < lines; ) {
    let at = 0;
    for (; at < chunk.length && line < lines; line += 1) {
      for (let index = 0; index < 10; index += 1) {
        const digit = Math.floor(random() * 36);
        chunk[at++] = digit < 10 ? 48 + digit : 87 + digit;
      }
      chunk[at++] = 9;
      at += chunk.write(`${String(line).padStart(8, '0')}\n`, at, 'latin1');
    }
    writeSync(file, chunk, 0, at);
  }
  closeSync(file);
}

function makeWordsInput(path: string, bytes: number): void {
  const random = seededRandom(1);
  const words = makeVocabulary(200_000).map((word) => Buffer.from(word));
  const draw = zipf(words.length);
  const file = openSync(path, 'w');
  const chunk = Buffer.alloc(MIB + 1000);
  for (let done = 0; done < bytes; ) {
    let at = 0;
    for (let column = 0; at < MIB; column += 1) {
      at += (words[draw(random)] as Buffer).copy(chunk, at);
      chunk[at++] = column % 12 === 11 ? 10 : 32;
    }
    chunk[at - 1] = 10;
    done += writeSync(file, chunk, 0, at);
  }
  closeSync(file);
}

/** Calls `take` with chunks of whole lines of `[start, end)`. */
function readChunks(
  plan: Plan,
  { start, end }: { start: number; end: number },
  region: { address: number; bytes: Buffer },
  take: (address: number, start: number, end: number) => void,
): void {
  const file = openSync(plan.input, 'r');
  let position = start;
  // A line that began before the split belongs to the one before.
  if (start > 0) {
    readSync(file, region.bytes, 0, 4096, start - 1);
    position = start + region.bytes.indexOf(10);
  }
  for (;;) {
    const filled = readSync(file, region.bytes, 0, CHUNK_BYTES, position);
    if (filled === 0) break;
    let used = region.bytes.lastIndexOf(10, filled - 1) + 1;
    const isLast = position + used >= end;
    if (isLast) used = region.bytes.indexOf(10, end - position - 1) + 1;
    take(region.address, 0, used);
    position += used;
    if (isLast) break;
  }
  closeSync(file);
}

function map(plan: Plan, memory: KernelMemory, task: Extract<Task, { kind: 'map' }>): Done {
  memory.reset();
  const region = memory.allocate(CHUNK_BYTES);
  const writer = new ShuffleWriter({
    memory,
    partitions: PARTITIONS,
    partitioner: plan.partitioner,
    sortValues: false,
    combine: plan.kind === 'words' ? { kind: 'sum' } : undefined,
    limits: plan.limits,
    files: diskFiles,
    spillPathOf: (index) => join(plan.folder, `map-${task.index}-${index}`),
  });
  const startedMs = performance.now();
  readChunks(plan, task, region, (address, start, end) => {
    if (plan.kind === 'sort') writer.appendLines(address, start, end, 'tab');
    else writer.countTokens(address, start, end, 32);
  });
  const mapMs = performance.now() - startedMs - writer.times.sortMs - writer.times.spillMs;
  const spills = writer.finish();
  return { spills, times: { mapMs, ...writer.times } };
}

function reduce(plan: Plan, memory: KernelMemory, task: Extract<Task, { kind: 'reduce' }>): Done {
  memory.reset();
  const startedMs = performance.now();
  const opening = openMerge({
    segments: task.segments,
    sortValues: false,
    combine: plan.kind === 'words' ? { kind: 'sum' } : undefined,
    memory,
    limits: plan.limits,
    files: diskFiles,
    pathOf: (index) => join(plan.folder, `reduce-${task.partition}-${index}`),
  });
  let step = opening.next();
  while (!step.done) step = opening.next();
  const file = diskFiles.create(join(plan.folder, `part-${task.partition}`));
  while (step.value.copyRows(100_000, false, (bytes) => file.write(bytes)));
  file.close();
  step.value.close();
  const { mergeMs } = step.value.times;
  return { spills: [], times: { mergeMs, writeMs: performance.now() - startedMs - mergeMs } };
}

/** Runs tasks on two workers, each the next one as soon as it is free. */
async function runAll(workers: Worker[], tasks: readonly Task[]): Promise<Done[]> {
  const results: Done[] = [];
  let next = 0;
  await Promise.all(
    workers.map(async (worker) => {
      for (let index = next++; index < tasks.length; index = next++) {
        const answer = Promise.withResolvers<Done>();
        worker.once('message', answer.resolve);
        worker.once('error', answer.reject);
        worker.postMessage(tasks[index]);
        results[index] = await answer.promise;
        worker.removeAllListeners('error');
      }
    }),
  );
  return results;
}

function sampleSplitters(input: string, bytes: number): Uint8Array[] {
  const file = openSync(input, 'r');
  const sample: Uint8Array[] = [];
  for (let place = 0; place < 64; place += 1) {
    const chunk = Buffer.alloc(1000);
    readSync(file, chunk, 0, 1000, Math.floor((place / 64) * (bytes - 1000)));
    for (const line of chunk.toString('latin1').split('\n').slice(1, -1))
      sample.push(Buffer.from(line.split('\t')[0] ?? '', 'latin1'));
  }
  closeSync(file);
  return chooseSplitters(sample, PARTITIONS);
}

async function bench(kind: Kind, bytes: number, arenaBytes: number): Promise<void> {
  const data = join(tmpdir(), 'oremill-shuffle-bench');
  mkdirSync(data, { recursive: true });
  const input = join(data, `${kind}-${bytes}`);
  if (!existsSync(input)) (kind === 'sort' ? makeSortInput : makeWordsInput)(input, bytes);
  const folder = mkdtempSync(join(data, 'run-'));
  try {
    const startedMs = performance.now();
    const file = openSync(input, 'r');
    const { size } = fstatSync(file);
    closeSync(file);
    const plan: Plan = {
      kind,
      input,
      folder,
      partitioner:
        kind === 'sort' ? { kind: 'range', splitters: sampleSplitters(input, size) } : { kind: 'hash' },
      limits: { ...limitsSchema.parse({}), arenaBytes },
    };
    const workers = Array.from(
      { length: WORKERS },
      () => new Worker(new URL(import.meta.url), { workerData: plan }),
    );
    const splits = Array.from(
      { length: Math.ceil(size / SPLIT_BYTES) },
      (_, index): Task => ({
        kind: 'map',
        index,
        start: index * SPLIT_BYTES,
        end: Math.min(size, (index + 1) * SPLIT_BYTES),
      }),
    );
    const mapped = await runAll(workers, splits);
    const mappedMs = performance.now();
    const reduced = await runAll(
      workers,
      Array.from(
        { length: PARTITIONS },
        (_, partition): Task => ({
          kind: 'reduce',
          partition,
          segments: mapped.flatMap(({ spills }) => spills.map((run) => run[partition] as Segment)),
        }),
      ),
    );
    const endedMs = performance.now();
    await Promise.all(workers.map((worker) => worker.terminate()));
    const times: Record<string, number> = {};
    for (const { times: parts } of [...mapped, ...reduced])
      for (const [name, ms] of Object.entries(parts)) times[name] = Math.round((times[name] ?? 0) + ms);
    const rssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${kind} ${Math.round(size / MIB)} MiB, arena ${arenaBytes / MIB} MiB: ${Math.round(endedMs - startedMs)} ms`,
      `(map ${Math.round(mappedMs - startedMs)}, reduce ${Math.round(endedMs - mappedMs)}), peak ${rssMiB} MiB; thread ms:`,
      times,
    );
    console.log(`checksum ${digest(folder)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (kind !== 'sort' || !process.argv.includes('--check')) return;
  const startedMs = performance.now();
  const sorted = join(data, 'sorted');
  execFileSync('sort', ['-s', '--parallel=2', '-t', '\t', '-k1,1', '-o', sorted, input], {
    env: { LC_ALL: 'C' },
  });
  console.log(`LC_ALL=C sort: ${Math.round(performance.now() - startedMs)} ms`);
  const part = createHash('sha256');
  hashFile(part, sorted);
  console.log(`checksum ${part.digest('hex').slice(0, 16)}`);
}

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder)
    .filter((each) => each.startsWith('part-'))
    .sort())
    hashFile(hash, join(folder, name));
  return hash.digest('hex').slice(0, 16);
}

function hashFile(hash: ReturnType<typeof createHash>, path: string): void {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(MIB);
  for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer))
    hash.update(buffer.subarray(0, bytes));
  closeSync(file);
}

if (isMainThread) {
  const [kind = 'sort', mebibytes = '8', arena = '96'] = process.argv
    .slice(2)
    .filter((word) => !word.startsWith('--'));
  assert(kind === 'sort' || kind === 'words', 'sort or words');
  await bench(kind, Number(mebibytes) * MIB, Number(arena) * MIB);
} else {
  const plan = workerData as Plan;
  const memory = new KernelMemory(plan.limits.arenaBytes + CHUNK_BYTES + 8 * MIB);
  parentPort?.on('message', (task: Task) => {
    parentPort?.postMessage(task.kind === 'map' ? map(plan, memory, task) : reduce(plan, memory, task));
  });
}
