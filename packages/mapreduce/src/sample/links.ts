import { type Random, seededRandom } from '@oremill/runtime';
import type { SampleOptions } from './bookmarks.ts';
import { chunkLines } from './chunk-lines.ts';
import { pick } from './words.ts';

const SHARE_WITHOUT_LINKS = 0.1;
const LINKS_MAX = 16;
/** Pages that the first ones can link to. */
const FIRST_PAGES = 20;

/**
 * Links between pages, one `from TAB to` a line, the same for the same seed: about 35 bytes each. Old pages get most
 * of them, some point back, and a tenth of the pages link nowhere.
 */
export function generateLinks({ bytes, seed }: SampleOptions): Generator<Buffer> {
  return chunkLines(linkLines(seededRandom(seed)), bytes);
}

function* linkLines(random: Random): Generator<string> {
  for (let page = 0; ; page += 1) {
    if (random() < SHARE_WITHOUT_LINKS) continue;
    const count = 1 + pick(LINKS_MAX, random);
    for (let link = 0; link < count; link += 1) {
      // The cube draws small numbers: pages that were there early.
      const target = Math.floor(random() ** 3 * (page + FIRST_PAGES));
      if (target !== page) yield `${nameOf(page)}\t${nameOf(target)}`;
    }
  }
}

const SITES = ['atlas', 'brook', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'harbor'];

function nameOf(page: number): string {
  return `${SITES[page % SITES.length]}.example/${page.toString(36)}`;
}
