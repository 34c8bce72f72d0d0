import { QUERY_ROWS_MAX } from '@oremill/types';
import { z } from 'zod';

export const QUERY_LIMITS = [100, 1000, QUERY_ROWS_MAX] as const;

export const sqlSearchDefaults = { limit: 1000 } as const;

/** The text of the box and its row limit: a link opens the same question. */
export const sqlSearchSchema = z.object({
  // A query of digits alone arrives as a number: the router reads search values as JSON.
  q: z.coerce.string().max(100_000).optional().catch(undefined),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(QUERY_ROWS_MAX)
    .default(sqlSearchDefaults.limit)
    .catch(sqlSearchDefaults.limit),
});
