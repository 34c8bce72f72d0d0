import { type Command, Option } from '@commander-js/extra-typings';
import { parseCount, print, printJson } from '@oremill/runtime/cli';
import { compressionSchema, formatBytes, formatCount, kvError, versionSchema } from '@oremill/types';
import { z } from 'zod';
import { buildImage } from '../build/build-image.ts';
import { drawBuild } from './draw-build.ts';
import { addSourceOptions } from './source-options.ts';
import { type ServerFlags, withServer } from './with-server.ts';

const planSchema = z.object({
  target: z.string(),
  base: z.object({ version: z.number(), image: z.string() }).nullable(),
  compression: compressionSchema,
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
        'output folder of a job, TSV files, globs, s3://…, - for stdin, or one table image',
      )
      .option('--delta', 'put the entries over those of the served version')
      .addOption(
        new Option('--compression <codec>', 'of values; as before, or none').choices(
          compressionSchema.options,
        ),
      )
      .option('--no-ordered', 'keep keys in no order: less memory, and no prefixes')
      .option('--keep <versions>', 'versions to keep; as before, or 3', parseCount(1, 100))
      .option('--json', 'print the version as JSON'),
  ).action(async (dataset, sources, options) => {
    const version = await withServer(flags(), async ({ ask }) => {
      const plan = planSchema.parse(await ask('KV.PLAN', dataset));
      const base = options.delta ? (plan.base ?? refuseDelta(dataset)) : undefined;
      const drawing = drawBuild();
      try {
        await buildImage(
          {
            sources,
            target: plan.target,
            base: base?.image,
            compression: options.compression ?? plan.compression,
            isOrdered: options.ordered && plan.isOrdered,
            duplicates: options.duplicates,
            badLinesMax: options.badLines,
            workers: options.workers,
          },
          { onProgress: drawing.update },
        );
      } finally {
        drawing.end();
      }
      const request = { title: sources.join(', ').slice(0, 4096), base: base?.version, keep: options.keep };
      return versionSchema.parse(await ask('KV.PUBLISH', dataset, plan.target, JSON.stringify(request)));
    });
    if (options.json) return printJson(version);
    const { number, entries, imageBytes } = version;
    print(
      `${dataset}: version ${number} is served, ${formatCount(entries)} entries in ${formatBytes(imageBytes)}`,
    );
  });
}

function refuseDelta(dataset: string): never {
  throw kvError('DATASET_MISSING', `there is no dataset ${dataset} to put a delta on`, {
    hint: 'Publish a whole version first, without --delta.',
  });
}
