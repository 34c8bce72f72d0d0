import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployerError } from '@oremill/types';
import { pipelineInvalid } from './problem.ts';

/** What a config may be called, at the root of a repository. */
export const CONFIG_NAMES = ['oremill.config.ts', 'oremill.yaml', 'oremill.yml'] as const;
export type ConfigName = (typeof CONFIG_NAMES)[number];

const CONFIG_BYTES_MAX = 1024 * 1024;

export interface ConfigFile {
  readonly name: ConfigName;
  readonly text: string;
}

/** The one config of a repository. */
export async function readConfigFile(folder: string): Promise<ConfigFile> {
  const names = await namesOf(folder);
  const [name, other] = CONFIG_NAMES.filter((known) => names.has(known));
  if (name === undefined) {
    throw deployerError('PIPELINE_MISSING', `there is no ${CONFIG_NAMES.join(', no ')} in ${folder}`, {
      hint: 'Write an oremill.yaml with one step: {steps: {test: {run: make test}}}',
    });
  }
  const refuse = (message: string) => pipelineInvalid([{ file: name, path: [], message }]);
  if (other !== undefined) throw refuse(`${other} is there as well: keep one of them`);
  const path = join(folder, name);
  const found = await lstat(path);
  // A link may lead out of the repository, to what its author could not read.
  if (!found.isFile()) throw refuse('is no file, but a folder or a link');
  if (found.size > CONFIG_BYTES_MAX) {
    throw refuse(`has ${found.size} bytes, and may have ${CONFIG_BYTES_MAX}`);
  }
  return { name, text: await readFile(path, 'utf8') };
}

async function namesOf(folder: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (cause) {
    throw deployerError('PIPELINE_MISSING', `the folder ${folder} cannot be read`, { cause });
  }
}
