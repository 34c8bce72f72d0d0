import { type Random, seededRandom } from '@oremill/runtime';
import type { SampleOptions } from './bookmarks.ts';
import { chunkLines } from './chunk-lines.ts';
import { pick, pickOf, zipf } from './words.ts';

const HOSTS = 5_000;
const PATHS = 2_000;
const FIRST_SECOND = Date.UTC(2026, 0, 1) / 1000;
const PAUSE_SECONDS_MAX = 20;
/** A server logs a request when it ends, so lines are not quite in the order of time. */
const LATE_SECONDS_MAX = 10;
const LINES_PER_BAD_LINE = 1000;

/**
 * A web server's log in the combined format, the same for the same seed: about 170 bytes a request, few hosts with
 * many requests and many with few, and one line in each thousand that is cut short.
 */
export function generateAccessLog({ bytes, seed }: SampleOptions): Generator<Buffer> {
  return chunkLines(requestLines(seededRandom(seed)), bytes);
}

function* requestLines(random: Random): Generator<string> {
  const drawHost = zipf(HOSTS);
  const drawPath = zipf(PATHS);
  let second = FIRST_SECOND;
  for (let request = 1; ; request += 1) {
    second += pick(PAUSE_SECONDS_MAX, random);
    const time = formatTime(second - pick(LATE_SECONDS_MAX, random));
    const host = nameOf(drawHost(random));
    const path = pathOf(drawPath(random));
    const line = `${host} - - [${time}] "${requestOf(path, random)} "-" "${pickOf(AGENTS, random)}"`;
    yield request % LINES_PER_BAD_LINE === 0 ? line.slice(0, line.length >> 1) : line;
  }
}

const AGENTS = ['Mozilla/5.0 (X11; Linux x86_64)', 'Mozilla/5.0 (Macintosh)', 'curl/8.5.0', 'examplebot/2.1'];
const FOLDERS = ['blog', 'images', 'docs', 'search', 'api'];

/** `GET /docs/7.html HTTP/1.1" 200 5120` */
function requestOf(path: string, random: Random): string {
  const kind = random();
  if (kind < 0.04) return `GET /old${path} HTTP/1.1" 301 -`;
  if (kind < 0.1) return `GET ${path} HTTP/1.1" 304 -`;
  if (kind < 0.13) return `GET /missing${path} HTTP/1.1" 404 312`;
  if (kind < 0.133) return `POST ${path} HTTP/1.1" 500 178`;
  return `GET ${path} HTTP/1.1" 200 ${200 + pick(40_000, random)}`;
}

function pathOf(page: number): string {
  return `/${FOLDERS[page % FOLDERS.length]}/${page.toString(36)}.html`;
}

/** An address that is kept for documents (RFC 3849), other for each host. */
function nameOf(host: number): string {
  return `2001:db8::${(host + 1).toString(16)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `01/Jan/2026:00:00:03 +0000` */
function formatTime(second: number): string {
  const date = new Date(second * 1000).toISOString();
  const [year = '', month, day = ''] = date.slice(0, 10).split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${date.slice(11, 19)} +0000`;
}
