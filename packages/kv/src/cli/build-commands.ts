import { type Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson } from '@oremill/runtime/cli';
import { COMPRESSION_HELP, formatBytes, formatCount } from '@oremill/types';
import { advisedCommand } from './advised-command.ts';
import { addSourceOptions, parseCompressionFlag, partsOption } from './source-options.ts';

/** Works on files alone: no server, no store. */
export function addBuildCommands(program: Command): void {
  addSourceOptions(
    program
      .command('build')
      .description('make a table image, a file with its index built in, which loads as fast as it is read')
      .argument('<sources...>', 'output folder of a job, TSV files, globs, s3://…, - for stdin')
      .requiredOption('--to <file>', 'the image; of several parts FILE-00.image, FILE-01.image, …')
      .addOption(partsOption())
      .option('--compression <codec>', `of values: ${COMPRESSION_HELP}`, parseCompressionFlag, 'none')
      .option('--no-ordered', 'keep keys in no order: less memory, and no prefixes')
      .option('--allow-empty', 'sources without entries are meant')
      .option('--json', 'print what was built as JSON'),
  ).action(
    async (sources, { allowEmpty, badLines, compression, duplicates, json, ordered, parts, to, workers }) => {
      const [{ buildImage }, { drawBuild }] = await Promise.all([
        import('../build/build-image.ts'),
        import('./draw-build.ts'),
      ]);
      const drawing = drawBuild();
      const request = {
        sources,
        target: to,
        compression,
        isOrdered: ordered,
        duplicates,
        badLinesMax: badLines,
        workers,
        parts,
        allowsEmpty: allowEmpty,
      };
      const report = await buildImage(request, { onProgress: drawing.update }).finally(drawing.end);
      if (json) return printJson(report);
      print(
        `${report.images.join(', ')}: ${formatCount(report.entries)} entries, ${formatBytes(report.imageBytes)}`,
      );
      if (report.duplicates > 0) print(`${formatCount(report.duplicates)} lines had the key of another`);
      for (const { file, line, reason } of report.badLinesKept) print(`left out: ${file}:${line}: ${reason}`);
    },
  );

  program
    .command('check')
    .description('check every byte of table images, and tell what is in them')
    .argument('<images...>', 'one, or all parts of a build: files, globs, a folder')
    .option('--json', 'print it as JSON')
    .action(async (sources, { json }) => {
      const { checkImages, describeChecked } = await import('./check-images.ts');
      const checked = await checkImages(sources);
      if (json) return printJson(checked.length === 1 ? checked[0] : { images: checked });
      for (const image of checked) print(describeChecked(image));
    });

  program
    .command('advise')
    .description('measure what compressing the values would save, and what it would cost')
    .argument('<sources...>', 'as for build, or table images')
    .option('--samples <count>', 'values to measure with', parseCount(100, 1_000_000), 10_000)
    .option('--price <usd>', 'of a GiB of memory for a month, in US dollars', parsePrice)
    .option('--json', 'print the advice as JSON')
    .action(async (sources, { json, price, samples }) => {
      const { adviseSources } = await import('../build/advise-sources.ts');
      const advice = await adviseSources({
        sources,
        samples,
        ...(price === undefined ? {} : { pricePerGibMonth: () => price }),
      });
      if (json) return printJson(advice);
      print(
        drawTable(
          ['codec', 'bytes a value', 'ratio', 'compress', 'read', 'all values', 'saved', 'USD a month'],
          advice.choices.map((choice) => [
            choice.name,
            Math.round(choice.valueBytes),
            choice.ratio.toFixed(2),
            `${choice.compressUs.toFixed(1)} µs`,
            `${choice.readUs.toFixed(1)} µs`,
            formatBytes(choice.datasetBytes),
            choice.savedBytes < 0 ? `-${formatBytes(-choice.savedBytes)}` : formatBytes(choice.savedBytes),
            choice.savedUsdMonth === undefined ? '–' : choice.savedUsdMonth.toFixed(2),
          ]),
        ),
      );
      print(`\n${advice.recommended}: ${advice.reason}`);
      print(`\n${advisedCommand(advice, sources)}`);
    });
}

function parsePrice(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number of dollars, as 3.50.');
}
