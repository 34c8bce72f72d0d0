import { z } from 'zod';

/** What the platform has, as `dataset:bookmarks`. */
const sourceKinds = ['file', 'execution', 'dataset', 'table'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** All that the page shows: a link opens the same. */
export const estimateSearchSchema = z.object({
  sample: z.coerce.string().optional().catch(undefined),
  from: z
    .object({ kind: z.enum(sourceKinds), name: z.string() })
    .optional()
    .catch(undefined),
  scenario: z.record(z.string(), z.unknown()).optional().catch(undefined),
  /** A second scenario, to compare. */
  with: z.record(z.string(), z.unknown()).optional().catch(undefined),
  /** Which of the two the form changes and the figures tell. */
  side: z.enum(['first', 'second']).optional().catch(undefined),
  /** Two media whose break-even is drawn. */
  pair: z.tuple([z.string(), z.string()]).optional().catch(undefined),
  /** The line whose explanation is open. */
  explain: z.coerce.string().optional().catch(undefined),
});
export type EstimateSearch = z.output<typeof estimateSearchSchema>;

export const pricesSearchDefaults = { book: 'aws-2026', q: '' } as const;

export const pricesSearchSchema = z.object({
  book: z.coerce.string().default(pricesSearchDefaults.book).catch(pricesSearchDefaults.book),
  q: z.coerce.string().max(200).default(pricesSearchDefaults.q).catch(pricesSearchDefaults.q),
});
