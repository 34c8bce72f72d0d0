import { z } from 'zod';

/** `next`: the page to go on to; only paths of this site, so that a link cannot lead away after the sign-in. */
export const signInSearchSchema = z.object({
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
});
