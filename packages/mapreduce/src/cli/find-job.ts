import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { mapreduceError } from '@oremill/types';

/** The source runs unbuilt, what is published is built; the examples lie beside it in both. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** The module of a job given as a path, or as the name of an example that comes with the package. */
export function findJob(job: string): URL | string {
  if (existsSync(job)) return resolve(job);
  if (/^[a-z][a-z0-9-]*$/.test(job)) {
    const example = new URL(`../../examples/${job}.${EXTENSION}`, import.meta.url);
    if (existsSync(example)) return example;
  }
  throw mapreduceError('JOB_MISSING', `there is no job module ${resolve(job)}`, {
    hint: 'Give the path of a module whose default export is defineJob(…), or the name of an example: tag-statistics, word-count.',
  });
}
