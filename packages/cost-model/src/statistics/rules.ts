import { z } from 'zod';

/** Which lines are records, and what of them is text. */
export const rulesSchema = z
  .object({
    format: z.enum(['json-lines', 'tsv']).default('json-lines'),
    /** Names of the columns of tab-separated values, in order. */
    columns: z.array(z.string().min(1)).optional(),
    /** The field whose words are counted: `text`, or `user.description`. */
    text: z.string().min(1).optional(),
    /**
     * `words`: what white space divides. `letters`: letters and digits that stand together. `single-spaces`: as in 2012,
     * where two spaces have an empty token between them.
     */
    tokens: z.enum(['words', 'letters', 'single-spaces']).default('words'),
    /** Records whose text has no space are left out. */
    needsSpace: z.boolean().default(false),
  })
  .strict();
export type Rules = z.output<typeof rulesSchema>;

/** The script of 2012: lines that begin with `{`, lower case, texts with a space, split on single spaces. */
export const TWEETS_2012: Rules = {
  format: 'json-lines',
  text: 'text',
  tokens: 'single-spaces',
  needsSpace: true,
};
