import { costEndpoints } from '@oremill/types';
import { z } from 'zod';

/** Which lines are records, and what of them is text. */
export const rulesSchema = costEndpoints.recordRulesSchema
  .extend({
    /** Names of the columns of tab-separated values, in order. */
    columns: z.array(z.string().min(1)).optional(),
    /** Records whose text has no space are left out. */
    needsSpace: z.boolean().default(false),
  })
  .strict();
export type Rules = z.output<typeof rulesSchema>;
