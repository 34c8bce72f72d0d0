import { z } from 'zod';

/** What a query may take of the machine. */
export const queryLimitsSchema = z.object({
  timeMsMax: z.number().int().positive().default(30_000),
  /** Bytes from the server, which is more than the cells alone. */
  replyBytesMax: z
    .number()
    .int()
    .positive()
    .default(32 * 1024 * 1024),
  atOnceMax: z.number().int().positive().default(4),
  waitingMax: z.number().int().nonnegative().default(32),
});
export type QueryLimits = z.infer<typeof queryLimitsSchema>;
