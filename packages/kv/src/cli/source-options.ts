import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { parseCount } from '@oremill/runtime/cli';

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
