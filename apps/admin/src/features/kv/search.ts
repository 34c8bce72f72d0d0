import { textOrBytesSchema } from '@oremill/types';
import { z } from 'zod';

/** What is looked for, and the entry that is open: in the URL, so that a link shows the same. */
export const keysSearchSchema = z.object({
  // A prefix of digits alone, typed into the address, arrives as a number: the router reads search values as JSON.
  prefix: z.coerce.string().max(1000).optional().catch(undefined),
  key: textOrBytesSchema.optional().catch(undefined),
});

export const consoleSearchSchema = z.object({
  dataset: z.string().optional().catch(undefined),
});
