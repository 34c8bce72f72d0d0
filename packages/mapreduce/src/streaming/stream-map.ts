import { existsSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { countLines } from '../files/count-lines.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ShuffleDefinition, StepDefinition } from '../job/step.ts';
import type { SkippedFile } from '../map/skipped-log.ts';
import { stepFolder } from '../output/output-paths.ts';
import { openPart } from '../runner/open-part.ts';
import { partitionerOf } from '../runner/run-map.ts';
import type { MapResult, MapTask, TaskProgress } from '../runner/run-task.ts';
import { commandOf } from './command.ts';
import { type HadoopNames, hadoopNames } from './hadoop-names.ts';
import type { Heard } from './heard.ts';
import { partitionFinder } from './key-partitions.ts';
import { LineCutter } from './line-cutter.ts';
import { PartitionFiles } from './partition-files.ts';
import { SplitFeed } from './split-feed.ts';
import { jobIdOf, runPhase, type StreamingContext, sortLines, taskPath } from './task-processes.ts';

/** Maps a split by a process; its lines end in a file for each partition, unsorted, or in a part. */
export async function streamMap(
  context: StreamingContext,
  task: MapTask,
  attempt: number,
  progress: TaskProgress,
): Promise<MapResult> {
  const { job, plan, folder } = context;
  const step = job.steps[task.step] as StepDefinition;
  const { split } = task;
  const feed = split.files === undefined ? await SplitFeed.open(split) : undefined;
  try {
    const start = feed?.start ?? 0;
    const names = hadoopNames({
      jobId: jobIdOf(context, task.step),
      kind: 'map',
      index: task.index,
      attempt,
      folder,
      outputFolder: stepFolder(plan.paths, task.step, job.steps.length),
      files: Object.keys(job.files),
      input: { file: split.name, start, length: split.end - start },
    });
    const mapping: Mapping = { context, task, names, feed, progress };
    const { shuffle } = step;
    const made = shuffle === undefined ? await toPart(mapping) : await toSpills(mapping, shuffle);
    progress.inputBytesDone = split.end - split.start;
    return made;
  } finally {
    feed?.close();
  }
}

interface Mapping {
  readonly context: StreamingContext;
  readonly task: MapTask;
  readonly names: HadoopNames;
  readonly feed: SplitFeed | undefined;
  readonly progress: TaskProgress;
}

/** Runs the mapper; tells what it has said, and keeps what it has skipped. */
async function map(mapping: Mapping, onLines: (lines: Buffer) => void) {
  const { context, task, names, feed, progress } = mapping;
  const skippedPath = taskPath(context, 'skipped', task.step, task.index);
  // Of an attempt that failed.
  diskFiles.remove(skippedPath);
  const isOwn = commandOf(context.job.steps[task.step]?.mapper) === undefined;
  const startedMs = performance.now();
  const cutter = new LineCutter(onLines);
  const onHeard = (heard: Heard) => {
    progress.records = isOwn ? heard.engine('records') : (feed?.records ?? 0);
    progress.skipped = heard.engine('skipped');
    progress.inputBytesDone = feed?.bytesDone ?? 0;
    progress.mapMs = performance.now() - startedMs;
  };
  const heard = await runPhase(context, {
    step: task.step,
    phase: 'map',
    names,
    stdin: feed?.chunks() ?? pathsOf(task),
    onStdout: cutter.take,
    skippedPath,
    onHeard,
  });
  cutter.end();
  onHeard(heard);
  return { counters: heard.counters, skipped: skippedFile(skippedPath) };
}

async function* pathsOf({ split }: MapTask): AsyncGenerator<Buffer> {
  yield Buffer.from((split.files ?? []).map(({ path }) => `${path}\n`).join(''));
}

function skippedFile(path: string): SkippedFile | undefined {
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return { path, bytes: bytes.length, crc32: crc32(bytes) };
}

async function toPart(mapping: Mapping): Promise<MapResult> {
  const { context, task, progress } = mapping;
  const { plan, job } = context;
  const part = openPart({ ...plan, job, files: diskFiles }, task);
  try {
    const { counters, skipped } = await map(mapping, (lines) => {
      part.writeRows(lines, countLines(lines));
      progress.rows = progress.emitted = part.rows;
    });
    const finished = part.finish();
    progress.outputBytes = finished.bytes;
    return { kind: 'map', counters: counters.toCounters(), skipped, spills: [], part: finished };
  } finally {
    part.close();
  }
}

async function toSpills(mapping: Mapping, shuffle: ShuffleDefinition): Promise<MapResult> {
  const { context, task, progress } = mapping;
  const { partitions, limits } = context.plan;
  const find = partitionFinder(partitions, partitionerOf(shuffle, task), limits);
  const spills = new PartitionFiles(taskPath(context, 'map', task.step, task.index), partitions, find);
  try {
    const { counters, skipped } =
      shuffle.combiner === undefined
        ? await map(mapping, (lines) => {
            progress.emitted += spills.add(lines);
          })
        : await mapAndCombine(mapping, shuffle, spills);
    const segments = spills.finish();
    for (const { pairs, end } of segments) {
      progress.spilledPairs += pairs;
      progress.spilledBytes += end;
    }
    return { kind: 'map', counters: counters.toCounters(), skipped, spills: [segments] };
  } finally {
    spills.close();
  }
}

/** Between the two processes the lines lie in a file, because a sort gives nothing before it has everything. */
async function mapAndCombine(mapping: Mapping, { sortValues }: ShuffleDefinition, spills: PartitionFiles) {
  const { context, task, names, progress } = mapping;
  const path = taskPath(context, 'mapped', task.step, task.index);
  const sorted = `${path}-sorted`;
  const file = diskFiles.create(path);
  const mapped = await map(mapping, (lines) => {
    progress.emitted += countLines(lines);
    file.write(lines);
  }).finally(() => file.close());

  const sortingMs = performance.now();
  await sortLines(context, [path], sortValues, sorted);
  diskFiles.remove(path);
  const combiningMs = performance.now();
  progress.sortMs = combiningMs - sortingMs;
  const cutter = new LineCutter((lines) => spills.add(lines));
  const { step } = task;
  const stdin = { path: sorted };
  const combined = await runPhase(context, { step, phase: 'combine', names, stdin, onStdout: cutter.take });
  cutter.end();
  diskFiles.remove(sorted);
  progress.combineMs = performance.now() - combiningMs;
  mapped.counters.merge(combined.counters.toCounters());
  return mapped;
}
