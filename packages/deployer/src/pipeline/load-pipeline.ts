import type { Pipeline } from '@oremill/types';
import { checkNames } from './check-names.ts';
import { checkPaths } from './check-paths.ts';
import { checkShape } from './check-shape.ts';
import { checkSize, checkValues } from './check-values.ts';
import { type ConfigName, readConfigFile } from './config-file.ts';
import { type PlacedProblem, type Problem, pipelineInvalid } from './problem.ts';
import { readModule } from './read-module.ts';
import { readYaml } from './read-yaml.ts';

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

/** The pipeline of a config, or what is wrong with it. */
export interface CheckedPipeline {
  readonly file: ConfigName;
  readonly pipeline?: Pipeline;
  readonly problems: readonly PlacedProblem[];
}

export async function checkPipeline(
  folder: string,
  { timeoutMs = EVALUATION_MS_MAX }: LoadPipelineOptions = {},
): Promise<CheckedPipeline> {
  const config = await readConfigFile(folder);
  const file = config.name;
  const read = file.endsWith('.ts') ? await readModule(config, { folder, timeoutMs }) : readYaml(config);
  if ('problems' in read) return { file, problems: read.problems.map((one) => ({ ...one, path: [] })) };
  const place = ({ path, isOfKey = false, message }: Problem): PlacedProblem => {
    return { file, place: read.locate(path, isOfKey), path, message };
  };
  const shaped = checkShape(read.value);
  if ('problems' in shaped) return { file, problems: shaped.problems.map(place) };
  const { pipeline } = shaped;
  const problems = checkSense(pipeline).map(place);
  return problems.length > 0 ? { file, problems } : { file, pipeline, problems };
}

/** What no schema knows. */
function checkSense(pipeline: Pipeline): Problem[] {
  const size = checkSize(pipeline);
  if (size.length > 0) return size;
  return [...checkValues(pipeline), ...checkPaths(pipeline), ...checkNames(pipeline)];
}
