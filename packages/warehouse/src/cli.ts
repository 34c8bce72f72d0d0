#!/usr/bin/env node
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { findDataFolder, systemClock, systemRandom } from '@oremill/runtime';
import { drawTable, print, printJson, runCli, say } from '@oremill/runtime/cli';
import { borrowDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { parseUri } from '@oremill/runtime/objects';
import { formatBytes, formatCount, formatDuration, PAGE_LIMIT_MAX, QUERY_ROWS_MAX } from '@oremill/types';
import { bookmarks } from '../examples/bookmarks.ts';
import { openWarehouse, type Warehouse } from './warehouse.ts';

const program = new Command('warehouse')
  .description('Load the output of jobs into tables, and ask them questions.')
  .addHelpText('after', helpText());

program
  .command('load')
  .description('load an output folder into a table, in one transaction')
  .argument('<folder>', 'output folder of a job, with its _manifest.json (a path, or s3://bucket/folder)')
  .requiredOption('--table <name>', `table to load into: ${bookmarks.name}`)
  .addOption(
    new Option('--mode <mode>', 'replace: hold this output alone; append: hold it too')
      .choices(['replace', 'append'] as const)
      .default('replace' as const),
  )
  .option('--json', 'print the load as JSON')
  .action(async (folder, { json, mode, table }) => {
    const load = await withWarehouse((warehouse) =>
      warehouse.load({ table, mode, source: absolute(folder) }),
    );
    if (json) return printJson(load);
    const content = `${formatCount(load.rows)} rows, ${formatBytes(load.bytes)}`;
    print(
      load.outcome === 'unchanged'
        ? `${load.table} holds this output already (${content}, loaded ${load.loadedAt})`
        : `${load.table}: ${content} loaded in ${formatDuration(load.elapsedMs)}`,
    );
  });

program
  .command('query')
  .description('run one read-only SQL statement')
  .argument('<sql>', 'the statement, in quotes')
  .option('--limit <rows>', 'rows to print at most', wholeNumber(QUERY_ROWS_MAX), 1000)
  .option('--json', 'print columns and rows as JSON')
  .action(async (sql, { json, limit }) => {
    const reply = await withWarehouse((warehouse) => warehouse.query({ sql, limit }));
    if (json) return printJson(reply);
    print(
      drawTable(
        reply.columns.map(({ name }) => name),
        reply.rows,
      ),
    );
    const more = reply.isTruncated ? ', there are more: raise --limit' : '';
    say(
      `${formatCount(reply.rows.length)} ${reply.rows.length === 1 ? 'row' : 'rows'} in ${formatDuration(reply.elapsedMs)}${more}`,
    );
  });

program
  .command('tables')
  .description('list the tables')
  .option('--json', 'print the tables as JSON')
  .action(async ({ json }) => {
    const items = await withWarehouse((warehouse) => warehouse.listTables());
    if (json) return printJson({ items });
    const rows = items.map((table) => [
      table.name,
      formatCount(table.rows),
      formatBytes(table.bytes),
      table.lastLoad?.loadedAt ?? 'never',
      table.summary,
    ]);
    print(drawTable(['table', 'rows', 'size', 'loaded', 'summary'], rows));
  });

program
  .command('loads')
  .description('list the loads, newest first')
  .option('--table <name>', 'of one table only')
  .option('--limit <count>', 'loads to print at most', wholeNumber(PAGE_LIMIT_MAX), 50)
  .option('--cursor <cursor>', 'nextCursor of the page before')
  .option('--json', 'print the page as JSON')
  .action(async ({ cursor, json, limit, table }) => {
    const page = await withWarehouse((warehouse) => warehouse.listLoads({ cursor, limit, table }));
    if (json) return printJson(page);
    const rows = page.items.map((load) => [
      load.id,
      load.table,
      load.mode,
      formatCount(load.rows),
      formatDuration(load.elapsedMs),
      load.loadedAt,
      load.source,
    ]);
    print(drawTable(['load', 'table', 'mode', 'rows', 'took', 'at', 'source'], rows));
    if (page.nextCursor) say(`there are more: --cursor ${page.nextCursor}`);
  });

await runCli(program);

/** The warehouse of this data folder, for one command. */
async function withWarehouse<Result>(use: (warehouse: Warehouse) => Promise<Result>): Promise<Result> {
  const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
  const server = await borrowDatabaseServer({
    dataFolder: findDataFolder(process.env, process.cwd()),
    databaseUrl: process.env.DATABASE_URL,
    log,
  });
  try {
    const warehouse = await openWarehouse({
      server,
      tables: [bookmarks],
      log,
      clock: systemClock,
      random: systemRandom,
    });
    try {
      return await use(warehouse);
    } finally {
      await warehouse.close();
    }
  } finally {
    await server.close();
  }
}

/** So that the ledger says where the output is to somebody in another folder. */
function absolute(source: string): string {
  const location = parseUri(source);
  return location.kind === 'file' && !location.isUrl ? resolve(location.path) : source;
}

function wholeNumber(max: number) {
  return (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= max) return number;
    throw new InvalidArgumentError(`It has to be a whole number from 1 to ${max}.`);
  };
}

function helpText(): string {
  return `
Examples:
  warehouse load out --table bookmarks
  warehouse query "select month, count(*) from bookmarks group by month"
  warehouse query "select * from bookmarks" --limit 3 --json | jq .rows

The database is the one of DATABASE_URL, else that of the platform if it runs, else one started for the command on
the files in OREMILL_DATA (default: .data in the workspace).`;
}
