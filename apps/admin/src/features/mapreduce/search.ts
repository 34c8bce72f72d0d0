import { executionStateSchema } from '@oremill/types';
import { z } from 'zod';

/** What the jobs page is filtered by: in the URL, so that a link shows the same. */
export const jobsSearchSchema = z.object({
  state: executionStateSchema.optional().catch(undefined),
  job: z.string().optional().catch(undefined),
  /** Words that the job or an input must contain. */
  q: z.string().optional().catch(undefined),
});
export type JobsSearch = z.infer<typeof jobsSearchSchema>;

export const executionTabs = ['counters', 'skipped', 'output'] as const;
export type ExecutionTab = (typeof executionTabs)[number];

export const executionSearchDefaults = { tab: 'counters' } as const;
export const executionSearchSchema = z.object({
  tab: z.enum(executionTabs).default(executionSearchDefaults.tab).catch(executionSearchDefaults.tab),
});
