import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configSchema } from '../config.ts';
import type { Files } from '../files/disk-files.ts';
import type { OutputPaths } from './output-paths.ts';

/** What an execution was begun with: all that is needed to go on with it. */
const planSchema = z.object({
  version: z.literal(1),
  /** URL of the job's module, and what it held. */
  job: z.string(),
  jobSha256: z.string(),
  config: configSchema,
  options: z.record(z.string(), z.json()),
  filePaths: z.record(z.string(), z.string()),
  sources: z.array(
    z
      .object({ path: z.string(), name: z.string(), bytes: z.number(), modifiedMs: z.number().optional() })
      .loose(),
  ),
});
export type StoredPlan = z.infer<typeof planSchema>;

/** The plan survives a power cut: without it nothing else can be used. */
export function writePlan({ partial, plan: path }: OutputPaths, plan: StoredPlan, files: Files): void {
  const file = files.create(path);
  try {
    file.write(Buffer.from(`${JSON.stringify(plan)}\n`));
    file.sync();
  } finally {
    file.close();
  }
  files.syncFolder(partial);
}

/** Undefined when there is none, or one that a crash tore. */
export function readPlan({ plan }: OutputPaths): StoredPlan | undefined {
  try {
    return planSchema.parse(JSON.parse(readFileSync(plan, 'utf8')));
  } catch {
    return undefined;
  }
}
