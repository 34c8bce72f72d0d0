import { join } from 'node:path';
import { print, say } from '@oremill/runtime/cli';
import { formatBytes, formatCount } from '@oremill/types';
import type { Platform } from '../compose.ts';
import type { Config } from '../config.ts';
import { ask, ensureSample, loadAndAsk, MAIN_JOB, MAIN_TABLE, runMainPath } from './main-path.ts';
import { createProgressBar } from './progress-bar.ts';
import { reportAnswer, reportMainPath } from './report.ts';

export interface StartOptions {
  /** The user's own file, folder or glob; without it the generated sample, once. */
  readonly input: string | undefined;
  readonly sampleBytes: number;
  readonly isSampleWanted: boolean;
}

/** What a start does before it goes on serving: the main path on a first start or a given input, else what is kept. */
export async function openingAct(platform: Platform, config: Config, options: StartOptions): Promise<void> {
  if (options.input !== undefined) return runOn(platform, [options.input]);
  const table = await platform.warehouse.getTable(MAIN_TABLE);
  if (table.lastLoad) return tellKept(platform, config, table.rows);
  if (!options.isSampleWanted) return;
  const { items } = await platform.jobs.list({ state: 'succeeded', job: MAIN_JOB, limit: 1 });
  const [unloaded] = items;
  if (unloaded) {
    say('An earlier start was cut off before its output was loaded: loading it now.');
    return print(reportMainPath(await loadAndAsk(platform, unloaded)));
  }
  const sample = join(config.dataFolder, 'samples', 'bookmarks.jsonl');
  say(`First start: generating ${formatBytes(options.sampleBytes)} of sample bookmarks.`);
  await ensureSample(sample, options.sampleBytes);
  await runOn(platform, [sample]);
}

async function runOn(platform: Platform, inputs: readonly string[]): Promise<void> {
  say(`Running job ${MAIN_JOB} on ${inputs.join(', ')}`);
  const bar = createProgressBar();
  const result = await runMainPath(platform, inputs, bar.update).finally(() => bar.stop());
  print(reportMainPath(result));
}

async function tellKept({ jobs, warehouse }: Platform, config: Config, rows: number): Promise<void> {
  const { items } = await jobs.list({ limit: 500 });
  print(
    `Your data is kept in ${config.dataFolder}: ${formatCount(items.length)} executions, ${formatCount(rows)} rows in ${MAIN_TABLE}.`,
  );
  print(reportAnswer(await ask(warehouse)).join('\n'));
}
