import { existsSync, readdirSync } from 'node:fs';
import { parse, resolve } from 'node:path';
import { ownModule } from '@oremill/runtime/worker';
import { mapreduceError } from '@oremill/types';

/** The module of a job given as a path, or as the name of an example that comes with the package. */
export function findJob(job: string): URL | string {
  if (existsSync(job)) return resolve(job);
  if (/^[a-z][a-z0-9-]*$/.test(job)) {
    const example = ownModule(`../../examples/${job}`, import.meta.url);
    if (existsSync(example)) return example;
  }
  throw mapreduceError('JOB_MISSING', `there is no job module ${resolve(job)}`, {
    hint: `Give the path of a module whose default export is defineJob(…), or the name of an example: ${examples().join(', ')}.`,
  });
}

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** Names of the modules among the examples, without what is built beside them. */
function examples(): string[] {
  const modules = readdirSync(EXAMPLES).filter((file) => /^[a-z-]+\.[jt]s$/.test(file));
  return modules.map((file) => parse(file).name).sort();
}
