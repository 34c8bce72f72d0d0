import { join } from 'node:path';
import { drawProgress } from '@oremill/mapreduce/progress';
import { print, say } from '@oremill/runtime/cli';
import { type Bytes, formatBytes, formatCount, PAGE_LIMIT_MAX } from '@oremill/types';
import type { Platform } from '../compose.ts';
import type { Config } from '../config.ts';
import { ask, ensureSample, loadAndServe, MAIN_JOB, MAIN_TABLE, runMainPath } from './main-path.ts';
import { reportAnswer, reportMainPath } from './report.ts';

export interface StartOptions {
  /** The user's own file, folder or glob; without it the generated sample, once. */
  readonly input: string | undefined;
  readonly sampleBytes: Bytes;
  readonly isSampleWanted: boolean;
}

/** What a start does before it goes on serving: the main path on a first start or a given input, else what is kept. */
export async function openingAct(platform: Platform, config: Config, options: StartOptions): Promise<void> {
  if (options.input !== undefined) return runOn(platform, [options.input]);
  const table = await platform.warehouse.getTable(MAIN_TABLE);
  if (table.lastLoad) return tellKept(platform, config, table.rows, table.lastLoad.loadedAt);
  if (options.isSampleWanted) await runOnSample(platform, config, options.sampleBytes);
}

async function runOnSample(platform: Platform, config: Config, sampleBytes: Bytes): Promise<void> {
  const sample = join(config.dataFolder, 'samples', 'bookmarks.jsonl');
  const { items } = await platform.jobs.list({ state: 'succeeded', job: MAIN_JOB, limit: PAGE_LIMIT_MAX });
  const unloaded = items.find(({ inputs }) => inputs.join() === sample);
  if (unloaded) {
    say('An earlier start was cut off before its output was loaded: loading it now.');
    return print(reportMainPath(await loadAndServe(platform, unloaded)));
  }
  say(`First start: generating ${formatBytes(sampleBytes)} of sample bookmarks.`);
  await ensureSample(sample, sampleBytes);
  await runOn(platform, [sample]);
}

async function runOn(platform: Platform, inputs: readonly string[]): Promise<void> {
  say(`Running job ${MAIN_JOB} on ${inputs.join(', ')}`);
  const drawing = drawProgress();
  const result = await runMainPath(platform, inputs, drawing.update).finally(drawing.end);
  print(reportMainPath(result));
}

async function tellKept(
  { warehouse }: Platform,
  config: Config,
  rows: number,
  loadedAt: string,
): Promise<void> {
  print(
    `Your data is kept in ${config.dataFolder}: table ${MAIN_TABLE} has ${formatCount(rows)} rows, loaded ${loadedAt}.`,
  );
  print('');
  print(reportAnswer(await ask(warehouse)));
}
