import { type Random, seededRandom } from '@oremill/runtime';
import type { Bytes } from '@oremill/types';
import { makeVocabulary, pick, pickOf, zipf } from './words.ts';

export interface SampleOptions {
  /** Size at most; the last record ends where the next would no longer fit. */
  readonly bytes: Bytes;
  readonly seed: number;
}

const CHUNK_BYTES = 256 * 1024;
/** A line has far fewer; a chunk is handed on when less room than this is left. */
const LINE_BYTES_MAX = 16 * 1024;
const RECORDS_PER_BAD_LINE = 1000;
const TAGS_MAX = 20;

/**
 * Bookmarks as a feed reader gives them, one JSON object a line, the same for the same seed: about 1.2 kB each, up
 * to 20 tags by Zipf's law, one in 30 without any, many scripts, and one bad line in each thousand.
 */
export function* generateBookmarks({ bytes, seed }: SampleOptions): Generator<Buffer> {
  const random = seededRandom(seed);
  const language = makeLanguage();
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let used = 0;
  let left = bytes;
  let badRecord = pick(RECORDS_PER_BAD_LINE, random);
  for (let record = 0; ; record += 1) {
    const isBad = record % RECORDS_PER_BAD_LINE === badRecord;
    if (record % RECORDS_PER_BAD_LINE === RECORDS_PER_BAD_LINE - 1)
      badRecord = pick(RECORDS_PER_BAD_LINE, random);
    const line = isBad ? makeBadLine(record, language, random) : makeBookmark(language, random);
    let length = chunk.write(line, used);
    if (isBad && isMisencoded(record)) chunk[used + (length >> 1)] = NEVER_IN_UTF8;
    chunk[used + length] = NEWLINE;
    length += 1;
    if (length > left) break;
    used += length;
    left -= length;
    if (CHUNK_BYTES - used < LINE_BYTES_MAX) {
      yield chunk.subarray(0, used);
      chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      used = 0;
    }
  }
  if (used > 0) yield chunk.subarray(0, used);
}

const NEWLINE = 10;
const NEVER_IN_UTF8 = 0xff;

/** What bookmarks are made of. Made for each sample: it takes a while, and most who import this make none. */
interface Language {
  readonly words: readonly string[];
  /** Words that may stand in a user's name. */
  readonly names: readonly string[];
  readonly drawWord: (random: Random) => number;
  readonly drawUser: (random: Random) => number;
  readonly drawPage: (random: Random) => number;
}

function makeLanguage(): Language {
  const words = makeVocabulary(20_000);
  return {
    words,
    names: words.filter((entry) => /^[a-z]+$/.test(entry)),
    drawWord: zipf(words.length),
    drawUser: zipf(50_000),
    drawPage: zipf(POPULAR_PAGES),
  };
}

const HOSTS = ['atlas', 'brook', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'harbor'].map(
  (name) => `${name}.example`,
);
/** The address of a popular page is bookmarked by many. */
const POPULAR_PAGES = 5_000;
const SHARE_OF_POPULAR = 0.3;

function makeBookmark(language: Language, random: Random): string {
  const user = userName(language, random);
  const page = random() < SHARE_OF_POPULAR ? language.drawPage(random) : POPULAR_PAGES + pick(1e9, random);
  const hash = hashOf(page);
  const words = Array.from({ length: 3 + pick(9, random) }, () => word(language, random));
  const link = `http://${HOSTS[page % HOSTS.length]}/${page.toString(36)}/${words.slice(0, 4).join('-')}`;
  const title = random() < 0.1 ? `\\"${words.join(' ')}\\"` : words.join(' ');
  return (
    `{"author": "${user}", "comments": "http://bookmarks.example/url/${hash}", "guidislink": false, ` +
    `"id": "http://bookmarks.example/url/${hash}#${user}", "link": "${link}", ` +
    `"links": [{"href": "${link}", "rel": "alternate", "type": "text/html"}], ` +
    `"source": {}, ${makeTags(user, language, random)}"title": "${title}", ` +
    `"title_detail": {"base": "http://feeds.bookmarks.example/v2/rss/recent", "language": null, "type": "text/plain", "value": "${title}"}, ` +
    `"updated": "${makeDate(random)}", "wfw_commentrss": "http://feeds.bookmarks.example/v2/rss/url/${hash}"}`
  );
}

/** `"tags": […], `; of the bookmarks without tags half have an empty array, as in the wild, and half no such name. */
function makeTags(user: string, language: Language, random: Random): string {
  const count = random() < 1 / 30 ? 0 : 1 + Math.floor(random() * random() * TAGS_MAX);
  if (count === 0) return random() < 0.5 ? '"tags": [], ' : '';
  let tags = '';
  for (let tag = 0; tag < count; tag += 1) {
    const comma = tag === 0 ? '' : ', ';
    tags += `${comma}{"label": null, "scheme": "http://bookmarks.example/${user}/", "term": "${word(language, random)}"}`;
  }
  return `"tags": [${tags}], `;
}

function word({ words, drawWord }: Language, random: Random): string {
  return words[drawWord(random)] as string;
}

function userName({ names, drawUser }: Language, random: Random): string {
  const rank = drawUser(random);
  return `${names[rank % names.length]}${rank}`;
}

/** 32 hexadecimal digits that differ between pages; only their look matters. */
function hashOf(page: number): string {
  let hash = '';
  let state = Math.imul(page + 1, 0x9e3779b1);
  for (let part = 0; part < 4; part += 1) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
    state ^= state >>> 13;
    hash += (state >>> 0).toString(16).padStart(8, '0');
  }
  return hash;
}

const FIRST_SECOND = Date.UTC(2004, 0, 1) / 1000;
const LAST_SECOND = Date.UTC(2013, 0, 1) / 1000;

/** `Sun, 06 Sep 2009 11:36:20 +0000` */
function makeDate(random: Random): string {
  const second = FIRST_SECOND + pick(LAST_SECOND - FIRST_SECOND, random);
  return new Date(second * 1000).toUTCString().replace('GMT', '+0000');
}

/** Each kind in turn: cut short, not JSON, no date, no id, and the one whose byte is spoilt when it is written. */
function makeBadLine(record: number, language: Language, random: Random): string {
  const line = makeBookmark(language, random);
  switch (badKind(record)) {
    case 0:
      return line.slice(0, line.length >> 1).toWellFormed();
    case 1:
      return `<html><head><title>503 ${pickOf(HOSTS, random)} is busy</title></head></html>`;
    case 2:
      return `{"id": "${record}", "tags": [{"term": "${word(language, random)}"}], "updated": null}`;
    case 3:
      return `{"tags": [{"term": "${word(language, random)}"}], "updated": "${makeDate(random)}"}`;
    default:
      return line;
  }
}

const BAD_KINDS = 5;

function badKind(record: number): number {
  return Math.floor(record / RECORDS_PER_BAD_LINE) % BAD_KINDS;
}

function isMisencoded(record: number): boolean {
  return badKind(record) === BAD_KINDS - 1;
}
