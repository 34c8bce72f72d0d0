import { runStateSchema } from '@oremill/types';
import { z } from 'zod';

const word = z.string().optional().catch(undefined);

/** What the runs are filtered by: in the URL, so that a link shows the same. */
export const runsSearchSchema = z.object({
  repository: word,
  branch: word,
  state: runStateSchema.optional().catch(undefined),
  /** In the subject or the author of the commit. */
  text: word,
});
export type RunsSearch = z.infer<typeof runsSearchSchema>;

export const stepViews = ['graph', 'list', 'timeline'] as const;
export type StepView = (typeof stepViews)[number];
export const runTabs = ['log', 'artifacts'] as const;
export type RunTab = (typeof runTabs)[number];

const count = z.coerce.number().int().nonnegative().optional().catch(undefined);

/** What is shown of a run; without a step the first that matters, without a line the first or the newest. */
export const runSearchSchema = z.object({
  view: z.enum(stepViews).optional().catch(undefined),
  step: word,
  attempt: count,
  tab: z.enum(runTabs).optional().catch(undefined),
  /** `L812`, or `L812-L840`; from 1, as they are shown. */
  lines: z
    .string()
    .regex(/^L[1-9]\d{0,8}(-L[1-9]\d{0,8})?$/)
    .optional()
    .catch(undefined),
  find: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
});
export type RunSearch = z.infer<typeof runSearchSchema>;

export const TREND_RUNS_DEFAULT = 100;
const TREND_RUNS_MAX = 1000;

/** Whose figures are drawn, and over how many runs. */
export const trendsSearchSchema = z.object({
  repository: word,
  branch: word,
  runs: z.coerce
    .number()
    .int()
    .min(1)
    .max(TREND_RUNS_MAX)
    .default(TREND_RUNS_DEFAULT)
    .catch(TREND_RUNS_DEFAULT),
});
export type TrendsSearch = z.infer<typeof trendsSearchSchema>;

/** Whose changes are listed. */
export const accessSearchSchema = z.object({ actor: word });
