import { type Random, seededRandom } from '@oremill/runtime';
import { countOf, date, pick, screenName, sentence, several, snowflake, word } from './tweet-fields.ts';
import { FIRST_MS, link, mention, picture, place, user } from './tweet-parts.ts';
import { SOURCES } from './tweet-words.ts';

export interface TweetOptions {
  readonly count: number;
  readonly seed: number;
}

export interface Tweet {
  /** Decimal digits, as a key of the store. */
  readonly id: string;
  /** JSON. */
  readonly value: Buffer;
}

/** Posts in the shape of Twitter's API 1.1, about 2.5 KB each; the same for the same seed. Every word and name is made up. */
export function* generateTweets({ count, seed }: TweetOptions): Generator<Tweet> {
  const random = seededRandom(seed);
  for (let index = 0; index < count; index++) {
    const id = snowflake(random, index);
    const isRetweet = random() < 0.13;
    const value = isRetweet ? retweet(random, id, index) : post(random, id, index);
    yield { id, value: Buffer.from(JSON.stringify(value)) };
  }
}

/** Carries the whole post that it repeats. */
function retweet(random: Random, id: string, index: number): object {
  const repeated = post(random, snowflake(random, index - Math.floor(random() * 1000)), index - 1000);
  const own = post(random, id, index);
  return { ...own, text: `RT @${screenName(random)}: ${repeated.text}`, retweeted_status: repeated };
}

function post(random: Random, id: string, index: number) {
  const author = user(random);
  const tags = several(random, 2, () => word(random));
  const links = several(random, 1, () => link(random));
  const mentions = several(random, 2, () => mention(random));
  const names = mentions.map((mentioned) => `@${mentioned.screen_name}`);
  const text = [
    ...names,
    sentence(random, 5, 17),
    ...tags.map((tag) => `#${tag}`),
    ...links.map(({ url }) => url),
  ];
  const isReply = mentions.length > 0 && random() < 0.6;
  return {
    created_at: date(FIRST_MS + index * 400 + Math.floor(random() * 400)),
    id: Number(id),
    id_str: id,
    text: text.join(' '),
    source: pick(random, SOURCES),
    truncated: false,
    in_reply_to_status_id: isReply ? Number(snowflake(random, index)) : null,
    in_reply_to_user_id: isReply ? mentions[0]?.id : null,
    in_reply_to_screen_name: isReply ? mentions[0]?.screen_name : null,
    user: author,
    geo: null,
    coordinates: null,
    place: random() < 0.05 ? place(random) : null,
    contributors: null,
    retweet_count: countOf(random, 3),
    favorite_count: countOf(random, 4),
    entities: {
      hashtags: tags.map((tag, at) => ({ text: tag, indices: [40 + at * 12, 41 + at * 12 + tag.length] })),
      symbols: [],
      ...(random() < 0.12 ? { media: [picture(random)] } : {}),
      urls: links.map((address) => ({ ...address, indices: [88, 110] })),
      user_mentions: mentions.map((mentioned) => ({
        ...mentioned,
        indices: [0, 1 + mentioned.screen_name.length],
      })),
    },
    favorited: false,
    retweeted: false,
    ...(links.length > 0 ? { possibly_sensitive: random() < 0.02 } : {}),
    filter_level: 'medium',
    lang: pick(random, ['en', 'en', 'en', 'es', 'ja', 'pt', 'de']),
  };
}
