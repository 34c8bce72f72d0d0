import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import { executionSchema, PLAN_FILE } from '@oremill/types';
import { z } from 'zod';
import { configSchema } from '../config.ts';
import type { OutputPaths } from './output-paths.ts';

/** What an execution was begun with: all that is needed to go on with it, or to run its job once more. */
const planSchema = z.object({
  version: z.literal(1),
  /** As it began: the state file is not synced, so a power cut may tear it. */
  execution: executionSchema,
  /** URL of the job's module, and what it held. */
  job: z.string(),
  jobSha256: z.string(),
  config: configSchema,
  options: z.record(z.string(), z.unknown()),
  filePaths: z.record(z.string(), z.string()),
  /** What an output of pairs has chosen for all of its parts. */
  outputPlan: z.unknown().optional(),
  sources: z.array(
    z
      .object({ path: z.string(), name: z.string(), bytes: z.number(), modifiedMs: z.number().optional() })
      .loose(),
  ),
});
export type StoredPlan = z.infer<typeof planSchema>;

/** The plan survives a power cut, and so does the folder that it is in: without it nothing else can be used. */
export function writePlan(
  { partial, parent, plan: path }: OutputPaths,
  plan: StoredPlan,
  files: Files,
): void {
  const file = files.create(path);
  try {
    file.write(Buffer.from(`${JSON.stringify(plan)}\n`));
    file.sync();
  } finally {
    file.close();
  }
  files.syncFolder(partial);
  files.syncFolder(parent);
}

/** Undefined when there is none, or one that a crash tore. */
export function readPlan(folder: string): StoredPlan | undefined {
  try {
    return planSchema.parse(JSON.parse(readFileSync(join(folder, PLAN_FILE), 'utf8')));
  } catch {
    return undefined;
  }
}
