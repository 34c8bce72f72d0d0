import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { systemClock } from '@oremill/runtime';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { localFolder, ownEnvironment } from '../local/config.ts';
import { collectGarbage } from '../store/collect-garbage.ts';
import { storeLimitsOf } from '../store/limits.ts';
import { dataFolder } from './config.ts';

export const gcCommand = new Command('gc')
  .description('remove logs, reports, artifacts, caches and lost workspaces that are too old or too many')
  .option('--dry-run', 'tell what would be removed, and remove nothing')
  .option('--local', 'of local runs; else of the engine whose data folder is OREMILL_DATA')
  .option('--json', 'print it as JSON')
  .addHelpText(
    'after',
    `
How much is kept: OREMILL_LOG_DAYS, OREMILL_LOG_BYTES_MAX, OREMILL_ARTIFACT_DAYS, OREMILL_ARTIFACT_BYTES_MAX,
OREMILL_CACHE_DAYS, OREMILL_CACHE_BYTES_MAX, OREMILL_WORKSPACE_DAYS. What was used in the last six hours stays.`,
  )
  .action(async ({ dryRun, json, local }) => {
    const excess = await collectGarbage({
      folder: local ? localFolder() : join(dataFolder(), 'deployer'),
      limits: storeLimitsOf(ownEnvironment()),
      nowMs: systemClock.nowMs(),
      isDryRun: dryRun ?? false,
    });
    const bytes = excess.reduce((sum, one) => sum + one.bytes, 0);
    if (json) return printJson({ isDryRun: dryRun ?? false, bytes, items: excess });
    const rows = excess.map((one) => [
      one.kind,
      one.name,
      one.bytes.toLocaleString('en-US'),
      new Date(one.usedAtMs).toISOString().slice(0, 10),
      one.reason,
    ]);
    if (rows.length > 0) print(drawTable(['kind', 'name', 'bytes', 'last used', 'why'], rows));
    print(`${bytes.toLocaleString('en-US')} bytes ${dryRun ? 'would be removed' : 'were removed'}`);
  });
