import { once } from 'node:events';
import type { Command } from '@commander-js/extra-typings';
import { parseCount, parseSize } from '@oremill/runtime/cli';
import { generateAccessLog } from '../sample/access-log.ts';
import { generateBookmarks } from '../sample/bookmarks.ts';
import { generateLinks } from '../sample/links.ts';

const SAMPLES = [
  {
    name: 'bookmarks',
    description: 'Writes bookmarks as JSON lines to stdout: input for tag-statistics, top-k and tag-pairs',
    generate: generateBookmarks,
  },
  {
    name: 'access-log',
    description: 'Writes the log of a web server to stdout: input for sessions and status-statistics',
    generate: generateAccessLog,
  },
  {
    name: 'links',
    description: 'Writes links between pages to stdout, as page, tab, page: input for page-rank',
    generate: generateLinks,
  },
] as const;

/** Adds `mapreduce sample`: input to try jobs on. */
export function addSampleCommand(program: Command): void {
  const sample = program.command('sample').summary('make input to try jobs on');
  for (const { name, description, generate } of SAMPLES) {
    sample
      .command(name)
      .description(`${description}; the same for the same seed.`)
      .option('--bytes <size>', 'how much, as 64MiB or 1.5GB', parseSize, 64 * 2 ** 20)
      .option('--seed <n>', 'another seed, another sample', parseCount(0), 1)
      .action(async ({ bytes, seed }) => {
        for (const chunk of generate({ bytes, seed })) {
          if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
        }
      });
  }
}
