import { generateTweets } from '@oremill/workbench/tweets';

const SEED = 13;

/** Posts of about 2.5 KB by their numbers: 200,000 in the large size. */
export function* tweetPairs(count = 200_000): Generator<string, void> {
  for (const { id, value } of generateTweets({ count, seed: SEED })) {
    // JSON of ASCII: other characters become escapes, as the API wrote them.
    yield `${id}\t${escapeOthers(value.toString())}`;
  }
}

function escapeOthers(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
