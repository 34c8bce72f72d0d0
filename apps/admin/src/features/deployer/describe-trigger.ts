import type { RunTrigger } from '@oremill/types';
import { shortenMiddle, showHidden } from '../../format/shorten.ts';

const WORDS: Readonly<Record<RunTrigger['kind'], string>> = {
  poll: 'poll',
  webhook: 'webhook',
  hook: 'push',
  schedule: 'schedule',
  person: 'asked for',
  rerun: 'rerun',
};

/** `push by ada`, `webhook by github, pull request 12 of a fork`. */
export function describeTrigger({ kind, by, pullRequest, fromFork }: RunTrigger): string {
  const who = by === '' || by === kind ? '' : ` by ${shortenMiddle(showHidden(by), 40)}`;
  const request =
    pullRequest === undefined ? '' : `, pull request ${shortenMiddle(showHidden(pullRequest), 20)}`;
  return `${WORDS[kind]}${who}${request}${fromFork ? ' of a fork' : ''}`;
}
