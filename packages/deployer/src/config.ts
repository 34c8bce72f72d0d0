import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';

/** What the engine may take of the machine, and how fast it goes on after another one was lost. */
export const engineLimitsSchema = z.object({
  /** Runs at once. */
  runsMax: z.number().int().min(1).max(64).default(2),
  /** Without a sign of life for so long, another engine takes a run over. */
  leaseMs: z.number().int().min(100).max(60_000).default(3000),
  /** How often it looks for runs nobody has told of: those of engines that were lost. */
  lookMs: z.number().int().min(20).max(60_000).default(1000),
});
export type EngineLimits = z.infer<typeof engineLimitsSchema>;

/** Folders that repositories of this machine may be in: OREMILL_REPOSITORY_ROOTS, and one in the data folder. */
export function repositoryRoots(dataFolder: string, roots = ''): string[] {
  const given = roots.split(delimiter).filter((root) => root !== '');
  return [join(dataFolder, 'repositories'), ...given.map((root) => resolve(root))];
}
