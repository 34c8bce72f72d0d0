import { readFileSync } from 'node:fs';
import { createObjects } from '@oremill/runtime/objects';
import { sharedData } from '@oremill/workbench/missing';
import { expect, test } from 'vitest';
import { readSample } from '../../src/read-sample.ts';
import { openContents } from '../../src/sample/open-content.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';

const shared = sharedData('tweets.jsonl', 'expected/tweets-statistics.json');

/** What the published rules, as a script, said of these. */
interface Expected {
  readonly avg_uncompressed_length: number;
  readonly avg_compressed_length: number;
  readonly avg_num_tokens: number;
  readonly avg_num_unique_tokens: number;
  readonly avg_token_length: number;
  readonly num_tweets: number;
}

test.each([false, true])(
  shared.title('the rules of 2012 say of the sample data what they said, measuring all: %j'),
  { skip: shared.skip },
  async (measuresAll) => {
    const expected: Expected = JSON.parse(
      readFileSync(shared.path('expected/tweets-statistics.json'), 'utf8'),
    );
    const contents = await openContents([shared.path('tweets.jsonl')], createObjects());
    const options = { rules: TWEETS_2012, seed: 1, keptMax: 2000, measuresAll, compresses: true };
    const { statistics } = await readSample(contents, options);
    expect({
      avg_uncompressed_length: statistics.record.mean,
      avg_num_tokens: statistics.tokens?.mean,
      avg_num_unique_tokens: statistics.uniqueTokens?.mean,
      avg_token_length: statistics.tokenCharacters,
      num_tweets: statistics.records,
    }).toEqual({ ...expected, avg_compressed_length: undefined });
    const ratio = (statistics.zlib?.mean as number) / expected.avg_compressed_length;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  },
);
