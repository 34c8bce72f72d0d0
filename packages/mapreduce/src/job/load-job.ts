import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mapreduceError } from '@oremill/types';
import { isJob, type JobDefinition } from './define-job.ts';
import { resolveEngineForJobs } from './resolve-engine.ts';
import { describeThrown, userFrame } from './user-frame.ts';

/** Imports a job module; JOB_MISSING when there is none, JOB_INVALID when it throws or exports no job. */
export async function loadJob(job: URL | string): Promise<JobDefinition> {
  const url = jobUrl(job);
  const path = fileURLToPath(url);
  if (!existsSync(path)) {
    throw mapreduceError('JOB_MISSING', `there is no job module ${path}`, {
      hint: 'Give the path of a module whose default export is defineJob(…).',
    });
  }
  const exported = await importModule(url, path);
  if (!isJob(exported)) {
    throw mapreduceError('JOB_INVALID', `the default export of ${path} is not a job`, {
      hint: 'Write: export default defineJob({ … }), imported from @oremill/mapreduce.',
    });
  }
  return exported;
}

/** Paths are relative to the working folder. */
export function jobUrl(job: URL | string): URL {
  if (job instanceof URL) return job;
  return job.startsWith('file:') ? new URL(job) : pathToFileURL(resolve(job));
}

/** Names what the module and the files that the job ships with hold; not what the module imports. */
export function hashJob(module: URL, filePaths: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(readFileSync(module));
  for (const [name, path] of Object.entries(filePaths)) {
    const content = existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'gone';
    hash.update(`\0${name}\0${content}`);
  }
  return hash.digest('hex');
}

/** Paths of the files that a job ships with, others in their place where given. Throws JOB_INVALID when one is missing. */
export function findJobFiles(
  job: JobDefinition,
  module: URL,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(job.files, name)) {
      throw mapreduceError('OPTION_INVALID', `job ${job.name} has no file named ${name}`, {
        hint: `Its files: ${Object.keys(job.files).join(', ') || 'none'}.`,
      });
    }
  }
  return Object.fromEntries(
    Object.entries(job.files).map(([name, declared]) => {
      const path =
        given[name] === undefined ? fileURLToPath(new URL(declared, module)) : resolve(given[name]);
      if (existsSync(path)) return [name, path];
      throw mapreduceError('JOB_INVALID', `file ${name} of job ${job.name} is not there: ${path}`, {
        hint: 'Paths of files are relative to the module of the job.',
      });
    }),
  );
}

async function importModule(url: URL, path: string): Promise<unknown> {
  resolveEngineForJobs();
  try {
    const module = (await import(url.href)) as { default?: unknown };
    return module.default;
  } catch (error) {
    throw mapreduceError(
      'JOB_INVALID',
      `job module ${path} failed while it was imported: ${describeThrown(error)}`,
      {
        hint: `At ${userFrame(error) ?? firstLine(error) ?? path}. Run it with node to see the whole error.`,
        cause: error,
      },
    );
  }
}

/** A syntax error has its place in the first line of its stack, before any frame. */
function firstLine(error: unknown): string | undefined {
  const line = error instanceof Error ? error.stack?.split('\n')[0] : undefined;
  return line?.startsWith('file://') ? line.slice('file://'.length) : undefined;
}
