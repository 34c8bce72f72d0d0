import type { Rules } from './rules.ts';

/** The script of 2012: lines that begin with `{`, lower case, texts with a space, split on single spaces. */
export const TWEETS_2012: Rules = {
  format: 'json-lines',
  text: 'text',
  tokens: 'single-spaces',
  needsSpace: true,
};
