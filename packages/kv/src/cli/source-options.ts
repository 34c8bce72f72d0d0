import { type Command, InvalidArgumentError, Option, type OptionValues } from '@commander-js/extra-typings';
import { parseCount } from '@oremill/runtime/cli';
import { COMPRESSION_HELP, parseCompression } from '@oremill/types';
import { PARTS_MAX } from '../table/part.ts';

/** Of a command that makes images. */
export function partsOption() {
  return new Option(
    '--parts <count>',
    'images to make, each of less than 4 GiB; as many as the sources need unless given',
  ).argParser(parseCount(1, PARTS_MAX));
}

/** What every command that reads sources is told of them. */
export function addSourceOptions<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
) {
  return command
    .addOption(
      new Option('--duplicates <policy>', 'which of equal keys counts')
        .choices(['last', 'first', 'error'] as const)
        .default('last' as const),
    )
    .option(
      '--bad-lines <count>',
      'lines that may be left out because they have no key and value',
      parseCount(0),
      0,
    )
    .option('--workers <count>', 'threads', parseCount(1, 64));
}

/** How values are to be compressed, as it was written. */
export function parseCompressionFlag(text: string): string {
  if (parseCompression(text)) return text;
  throw new InvalidArgumentError(`It must be ${COMPRESSION_HELP}.`);
}
