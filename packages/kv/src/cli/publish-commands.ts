import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { parseCount, print, printJson, say } from '@oremill/runtime/cli';
import {
  AppError,
  COMPRESSION_HELP,
  compressionSettingSchema,
  formatBytes,
  formatCount,
  kvError,
  type Version,
  versionSchema,
} from '@oremill/types';
import { z } from 'zod';
import { addSourceOptions, parseCompressionFlag, partsOption } from './source-options.ts';
import { type Client, type ServerFlags, withServer } from './with-server.ts';

const planSchema = z.object({
  target: z.string(),
  base: z.object({ version: z.number(), images: z.array(z.string()) }).nullable(),
  compression: compressionSettingSchema,
  isOrdered: z.boolean(),
});

/** Builds versions in this process, whatever the server has to do meanwhile, and has it serve them. */
export function addPublishCommands(program: Command, flags: () => ServerFlags): void {
  addSourceOptions(
    program
      .command('publish')
      .description('make a new version of a published dataset: readers see the one before until it is whole')
      .argument('<dataset>')
      .argument(
        '<sources...>',
        'output folder of a job, TSV files, globs, s3://…, - for stdin, or table images, all parts of one',
      )
      .option('--delta', 'put the entries over those of the served version')
      .option('--compression <codec>', `${COMPRESSION_HELP}; as before, or none`, parseCompressionFlag)
      .option('--no-ordered', 'keep keys in no order: less memory, and no prefixes')
      .addOption(partsOption())
      .option('--keep <versions>', 'versions to keep; as before, or 3', parseCount(1, 100))
      .option('--allow-empty', 'sources without entries are meant')
      .option('--json', 'print the version as JSON'),
  ).action(async (dataset, sources, options) => {
    const version = await withServer(flags(), async (client) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await publish(client, dataset, sources, options);
        } catch (error) {
          if (!isOvertaken(error) || tries === TRIES_MAX || sources.includes('-')) throw error;
          say(`${dataset} was published meanwhile: putting the delta over the new version.`);
        }
      }
    });
    if (options.json) return printJson(version);
    const { number, entries, imageBytes } = version;
    print(
      `${dataset}: version ${number} is served, ${formatCount(entries)} entries in ${formatBytes(imageBytes)}`,
    );
  });
}

/** A delta may be overtaken by others that are put over the same version. */
const TRIES_MAX = 5;

interface PublishFlags {
  readonly delta?: true | undefined;
  readonly compression?: string | undefined;
  readonly ordered: boolean;
  readonly parts?: number | undefined;
  readonly keep?: number | undefined;
  readonly duplicates: 'last' | 'first' | 'error';
  readonly badLines: number;
  readonly workers?: number | undefined;
  readonly allowEmpty?: true | undefined;
}

async function publish(
  { ask }: Client,
  dataset: string,
  sources: readonly string[],
  flags: PublishFlags,
): Promise<Version> {
  const [{ buildImage }, { drawBuild }] = await Promise.all([
    import('../build/build-image.ts'),
    import('./draw-build.ts'),
  ]);
  const plan = planSchema.parse(await ask('KV.PLAN', dataset));
  const base = flags.delta ? (plan.base ?? refuseDelta(dataset)) : undefined;
  const drawing = drawBuild();
  const request = {
    sources,
    target: plan.target,
    base: base?.images,
    compression: flags.compression ?? plan.compression,
    isOrdered: flags.ordered && plan.isOrdered,
    duplicates: flags.duplicates,
    badLinesMax: flags.badLines,
    workers: flags.workers,
    parts: flags.parts,
    allowsEmpty: flags.allowEmpty,
  };
  try {
    await buildImage(request, { onProgress: drawing.update });
  } catch (error) {
    rmSync(dirname(plan.target), { recursive: true, force: true });
    throw error;
  } finally {
    drawing.end();
  }
  const title = sources.join(', ').slice(0, 4096);
  const { compression } = request;
  const options = JSON.stringify({ title, base: base?.version, keep: flags.keep, compression });
  return versionSchema.parse(await ask('KV.PUBLISH', dataset, plan.target, options));
}

function isOvertaken(error: unknown): boolean {
  return error instanceof AppError && error.code === 'CONDITION_FAILED';
}

function refuseDelta(dataset: string): never {
  throw kvError('DATASET_MISSING', `there is no dataset ${dataset} to put a delta on`, {
    hint: 'Publish a whole version first, without --delta.',
  });
}
