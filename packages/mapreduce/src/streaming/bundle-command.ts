import type { Command } from '@commander-js/extra-typings';
import { print, printJson } from '@oremill/runtime/cli';
import { findJob } from '../cli/find-job.ts';
import type { BundleManifest } from './bundle-job.ts';
import { showCommand } from './show-command.ts';

/** Adds `mapreduce bundle`: a job as one file that runs where nothing is installed but node. */
export function addBundleCommand(program: Command): void {
  program
    .command('bundle')
    .summary('write a job, and all that its tasks need, to one file for node')
    .description(
      'Writes the job, what it imports and the engine to one file, a manifest beside it, and copies of the job’s files.\n\n' +
        'Example: mapreduce bundle word-count --out job.mjs; node job.mjs --step 0 --phase map < words.txt',
    )
    .argument('<job>', 'path of a job module, or the name of an example')
    .requiredOption('--out <file>', 'file to write, as job.mjs')
    .option('--json', 'print the manifest as JSON')
    .action(async (job, { out, json }) => {
      // The bundler is needed here only.
      const { bundleJob } = await import('./bundle-job.ts');
      const manifest = await bundleJob(findJob(job), out);
      if (json) printJson(manifest);
      else print(describeBundle(manifest));
    });
}

function describeBundle({ bundle, files, steps }: BundleManifest): string {
  const commands = steps.flatMap(({ phases }, step) =>
    phases.map(({ phase, argv }) => [`step ${step} ${phase}`, showCommand(argv)]),
  );
  const rows = [['ship', [bundle, ...files].join(',')], ...commands];
  return rows.map(([name = '', value = '']) => `${name.padEnd(NAME_WIDTH)}  ${value}`).join('\n');
}

const NAME_WIDTH = 'step 0 combine'.length;
