import type { Pipeline } from '@oremill/types';
import type { CheckedPipeline } from './check-config.ts';
import { checkInThread } from './check-in-thread.ts';
import { readConfigFile } from './config-file.ts';
import { pipelineInvalid } from './problem.ts';

const EVALUATION_MS_MAX = 10_000;

export interface LoadPipelineOptions {
  /** How long a config that is a module may run. */
  readonly timeoutMs?: number;
}

/** Reads what the repository in a folder says of how it is built; throws all that is wrong with it, with file and line. */
export async function loadPipeline(folder: string, options: LoadPipelineOptions = {}): Promise<Pipeline> {
  const checked = await checkPipeline(folder, options);
  if (checked.pipeline === undefined) throw pipelineInvalid(checked.problems);
  return checked.pipeline;
}

/** The pipeline of the repository in a folder, or all that is wrong with its config. Throws where it has none. */
export async function checkPipeline(
  folder: string,
  { timeoutMs = EVALUATION_MS_MAX }: LoadPipelineOptions = {},
): Promise<CheckedPipeline> {
  return checkInThread({ config: await readConfigFile(folder), folder, timeoutMs });
}
