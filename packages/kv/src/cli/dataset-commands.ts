import { join } from 'node:path';
import { type Command, Option } from '@commander-js/extra-typings';
import { systemClock, systemRandom } from '@oremill/runtime';
import { drawTable, parseCount, parseSize, print, printJson, say } from '@oremill/runtime/cli';
import {
  type DatasetReport,
  datasetSchema,
  evictionSchema,
  formatBytes,
  formatCount,
  fsyncSchema,
} from '@oremill/types';
import { z } from 'zod';
import { changeParts } from '../change-parts.ts';
import { PARTS_MAX } from '../table/part.ts';
import { dataFolder } from './config.ts';
import { drawMemory } from './draw-memory.ts';
import { type ServerFlags, withServer } from './with-server.ts';

const listSchema = z.object({ items: z.array(datasetSchema) });

/** Makes, describes and removes datasets. */
export function addDatasetCommands(program: Command, flags: () => ServerFlags): void {
  program
    .command('create')
    .description('make a live dataset, which is written entry by entry')
    .argument('<dataset>')
    .addOption(
      new Option(
        '--fsync <when>',
        'when a write is on the disk: before its answer, within a second, or some time',
      )
        .choices(fsyncSchema.options)
        .default('everysec' as const),
    )
    .option('--max-memory <size>', 'memory it may take, as 2GiB', parseSize)
    .addOption(
      new Option('--eviction <policy>', 'what happens then')
        .choices(evictionSchema.options)
        .default('refuse' as const),
    )
    .option('--parts <count>', 'tables to have, each of at most 4 GiB', parseCount(1, PARTS_MAX))
    .option('--no-ordered', 'keep keys in no order: less memory, and no prefixes')
    .option('--json', 'print the dataset as JSON')
    .action(async (name, { eviction, fsync, json, maxMemory, ordered, parts }) => {
      const request = {
        name,
        fsync,
        eviction,
        isOrdered: ordered,
        ...(maxMemory ? { maxBytes: maxMemory } : {}),
        ...(parts ? { parts } : {}),
      };
      const created = await withServer(flags(), ({ ask }) => ask('KV.CREATE', JSON.stringify(request)));
      if (json) printJson(created);
      else print(`${name} is there: kv set ${name} KEY VALUE`);
    });

  program
    .command('info')
    .description('show datasets, where their memory is, and their versions')
    .argument('[dataset]', 'of this one alone')
    .option('--json', 'print what the API replies')
    .action(async (name, { json }) => {
      if (name === undefined) {
        const list = listSchema.parse(await withServer(flags(), ({ ask }) => ask('KV.DATASETS')));
        if (json) printJson(list);
        else print(drawDatasets(list.items));
        return;
      }
      const dataset = datasetSchema.parse(await withServer(flags(), ({ ask }) => ask('KV.DATASET', name)));
      if (json) return printJson(dataset);
      print(`${drawDatasets([dataset])}\n\n${drawMemory(dataset)}`);
      if (dataset.versions.length > 0) print(`\n${drawVersions(dataset)}`);
      if (dataset.replica) print(`\n${describeReplica(dataset.replica)}`);
      if (dataset.problem !== undefined) print(`\nproblem: ${dataset.problem}`);
    });

  program
    .command('remove')
    .description('remove a dataset with all that is in it')
    .argument('<dataset>')
    .requiredOption('--yes', 'there is no way back')
    .option('--json', 'print {"removed": …} as JSON')
    .action(async (name, { json }) => {
      const removed = await withServer(flags(), ({ ask }) => ask('KV.REMOVE', name));
      if (json) printJson(removed);
      else print(`${name} is removed`);
    });

  program
    .command('copy')
    .description('make a copy of a dataset as it is now, in a folder of its own')
    .argument('<dataset>')
    .option('--json', 'print {"folder": …} as JSON')
    .action(async (name, { json }) => {
      const copy = z
        .object({ folder: z.string() })
        .parse(await withServer(flags(), ({ ask }) => ask('KV.COPY', name)));
      if (json) printJson(copy);
      else print(copy.folder);
    });

  program
    .command('repair')
    .description(
      'open a live dataset whose log is damaged with what is there before the damage; its server is stopped',
    )
    .argument('<dataset>')
    .requiredOption('--accept-loss', 'writes behind the damaged place are given up')
    .option('--json', 'print what was recovered as JSON')
    .action(async (name, { json }) => {
      const [{ createLog }, { repairDataset }] = await Promise.all([
        import('@oremill/runtime/log'),
        import('../repair-dataset.ts'),
      ]);
      const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
      const world = { clock: systemClock, random: systemRandom, log };
      const recovery = await repairDataset(name, { folder: join(dataFolder(), 'kv'), ...world });
      if (json) return printJson(recovery);
      const { replayedOperations, snapshotEntries } = recovery;
      print(
        `${name}: ${formatCount(snapshotEntries)} entries of the snapshot, and ${formatCount(replayedOperations)} writes behind it`,
      );
    });

  program
    .command('parts')
    .description('give a live dataset as many tables from its next start on; its server is stopped')
    .argument('<dataset>')
    .argument('<count>', 'tables, each of at most 4 GiB', parseCount(1, PARTS_MAX))
    .option('--json', 'print {"parts": …} as JSON')
    .action(async (name, parts, { json }) => {
      await changeParts(name, parts, join(dataFolder(), 'kv'));
      if (json) printJson({ parts });
      else print(`${name} has ${formatCount(parts)} parts when it is opened next`);
    });

  program
    .command('rollback')
    .description('serve a kept version again')
    .argument('<dataset>')
    .option('--to <version>', 'its number; the one before the served unless given', parseCount(1))
    .option('--json', 'print the dataset as JSON')
    .action(async (name, { to, json }) => {
      const dataset = datasetSchema.parse(
        await withServer(flags(), ({ ask }) => ask('KV.ROLLBACK', name, ...(to === undefined ? [] : [to]))),
      );
      if (json) printJson(dataset);
      else print(`${name} serves version ${dataset.versions.find(({ isServed }) => isServed)?.number}`);
    });
}

function drawDatasets(items: readonly DatasetReport[]): string {
  if (items.length === 0) return 'There are no datasets yet: kv publish, or kv create.';
  return drawTable(
    ['dataset', 'kind', 'entries', 'memory', 'version', 'compression'],
    items.map((dataset) => [
      dataset.name,
      dataset.kind,
      formatCount(dataset.entries),
      formatBytes(dataset.memoryBytes),
      dataset.versions.find(({ isServed }) => isServed)?.number ?? '–',
      dataset.compression,
    ]),
  );
}

function describeReplica({
  leader,
  state,
  lagSeconds,
  problem,
}: NonNullable<DatasetReport['replica']>): string {
  const behind = `${state}, ${lagSeconds.toFixed(1)} seconds behind`;
  return `replica of ${leader}: ${behind}${problem === undefined ? '' : `; ${problem}`}`;
}

function drawVersions({ versions }: DatasetReport): string {
  return drawTable(
    ['version', 'state', 'published', 'entries', 'image', 'made of'],
    versions.map((version) => [
      version.number,
      version.isServed ? 'served' : version.isResident ? 'in memory' : 'on disk',
      version.publishedAt,
      formatCount(version.entries),
      version.parts === undefined
        ? formatBytes(version.imageBytes)
        : `${formatBytes(version.imageBytes)} in ${version.parts} parts`,
      version.base === undefined ? version.source : `${version.source}, over version ${version.base}`,
    ]),
  );
}
