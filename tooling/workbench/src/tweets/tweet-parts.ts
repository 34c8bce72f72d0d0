import type { Random } from '@oremill/runtime';
import {
  color,
  countOf,
  date,
  digits,
  hex,
  letters,
  pick,
  screenName,
  sentence,
  shortLink,
  snowflake,
  title,
  word,
} from './tweet-fields.ts';
import { PLACES } from './tweet-words.ts';

export const FIRST_MS = Date.UTC(2013, 4, 1);

export function user(random: Random): object {
  const id = Math.floor(random() ** 2 * 1.4e9) + 1000;
  const image = `${digits(random, 10)}/${random() < 0.6 ? hex(random, 32) : word(random)}_normal.jpeg`;
  const background =
    random() < 0.5
      ? `images/themes/theme${1 + Math.floor(random() * 19)}/bg.png`
      : `profile_background_images/${digits(random, 9)}/${random() < 0.5 ? hex(random, 20) : word(random)}.jpeg`;
  const hasBanner = random() < 0.6;
  return {
    id,
    id_str: String(id),
    name: title(random),
    screen_name: screenName(random),
    location: random() < 0.7 ? pick(random, PLACES) : '',
    url: random() < 0.35 ? shortLink(random) : null,
    description: random() < 0.85 ? sentence(random, 6, 22) : null,
    protected: false,
    verified: random() < 0.01,
    followers_count: countOf(random, 5),
    friends_count: countOf(random, 4),
    listed_count: countOf(random, 2),
    favourites_count: countOf(random, 5),
    statuses_count: countOf(random, 6),
    created_at: date(FIRST_MS - Math.floor(random() * 2e11)),
    utc_offset: random() < 0.6 ? (Math.floor(random() * 24) - 11) * 3600 : null,
    time_zone: random() < 0.6 ? pick(random, PLACES) : null,
    geo_enabled: random() < 0.4,
    lang: pick(random, ['en', 'en', 'en', 'es', 'ja', 'pt', 'de']),
    contributors_enabled: false,
    is_translator: false,
    profile_background_color: color(random, 'C0DEED'),
    profile_background_image_url: `http://images.example.com/${background}`,
    profile_background_image_url_https: `https://images.example.com/${background}`,
    profile_background_tile: random() < 0.3,
    profile_image_url: `http://images.example.com/profile_images/${image}`,
    profile_image_url_https: `https://images.example.com/profile_images/${image}`,
    ...(hasBanner
      ? { profile_banner_url: `https://images.example.com/profile_banners/${id}/${digits(random, 10)}` }
      : {}),
    profile_link_color: color(random, '0084B4'),
    profile_sidebar_border_color: color(random, 'C0DEED'),
    profile_sidebar_fill_color: color(random, 'DDEEF6'),
    profile_text_color: color(random, '333333'),
    profile_use_background_image: random() < 0.85,
    default_profile: random() < 0.35,
    default_profile_image: random() < 0.04,
    following: null,
    follow_request_sent: null,
    notifications: null,
  };
}

export function mention(random: Random) {
  const id = Math.floor(random() ** 2 * 1.4e9) + 1000;
  return { screen_name: screenName(random), name: title(random), id, id_str: String(id) };
}

export function link(random: Random) {
  const path = `${word(random)}.example.org/${word(random)}/${word(random)}-${word(random)}-${digits(random, 4)}`;
  return { url: shortLink(random), expanded_url: `http://${path}`, display_url: `${path.slice(0, 26)}…` };
}

export function picture(random: Random): object {
  const id = snowflake(random, Math.floor(random() * 1e6));
  const address = `images.example.com/media/${letters(random, 15)}.jpg`;
  const size = (w: number, resize: string) => ({ w, h: Math.floor(w * (0.5 + random())), resize });
  return {
    id: Number(id),
    id_str: id,
    indices: [96, 118],
    media_url: `http://${address}`,
    media_url_https: `https://${address}`,
    url: shortLink(random),
    display_url: `pic.example/${letters(random, 10)}`,
    expanded_url: `http://posts.example.com/${screenName(random)}/status/${id}/photo/1`,
    type: 'photo',
    sizes: {
      thumb: { w: 150, h: 150, resize: 'crop' },
      small: size(340, 'fit'),
      medium: size(600, 'fit'),
      large: size(1024, 'fit'),
    },
  };
}

export function place(random: Random): object {
  const name = pick(random, PLACES);
  const west = Math.round((random() * 360 - 180) * 1e6) / 1e6;
  const south = Math.round((random() * 120 - 60) * 1e6) / 1e6;
  const corners = [
    [west, south],
    [west + 0.25, south],
    [west + 0.25, south + 0.125],
    [west, south + 0.125],
  ];
  return {
    id: hex(random, 16),
    url: `https://api.example.com/1.1/geo/id/${hex(random, 16)}.json`,
    place_type: 'city',
    name,
    full_name: `${name}, ${pick(random, PLACES)}`,
    bounding_box: { type: 'Polygon', coordinates: [corners] },
    attributes: {},
  };
}
