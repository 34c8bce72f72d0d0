import type { Pipeline } from '@oremill/types';
import { checkNames } from './check-names.ts';
import { checkPaths } from './check-paths.ts';
import { checkShape } from './check-shape.ts';
import { checkSize, checkValues } from './check-values.ts';
import type { ConfigFile, ConfigName } from './config-file.ts';
import type { PlacedProblem, Problem } from './problem.ts';
import { readModule } from './read-module.ts';
import { readYaml } from './read-yaml.ts';

/** A config that was read from a folder. */
export interface ConfigToCheck {
  readonly config: ConfigFile;
  readonly folder: string;
  /** How long one that is a module may run. */
  readonly timeoutMs: number;
}

/** The pipeline of a config, or what is wrong with it. */
export interface CheckedPipeline {
  readonly file: ConfigName;
  readonly pipeline?: Pipeline;
  readonly problems: readonly PlacedProblem[];
}

/** Reads a config and checks it; of one that is hostile this may take very long. */
export async function checkConfig({ config, folder, timeoutMs }: ConfigToCheck): Promise<CheckedPipeline> {
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
