import { Option } from '@commander-js/extra-typings';
import { parseCount } from '@oremill/runtime/cli';

/** Options of commands that read a sample. */
export const SAMPLE_FLAGS = {
  text: new Option('--text <field>', 'whose words are counted: text, or user.name'),
  tokens: new Option('--tokens <how>', 'what a word is').choices([
    'words',
    'letters',
    'single-spaces',
  ] as const),
  format: new Option('--format <format>', 'of the lines').choices(['json-lines', 'tsv'] as const),
  columns: new Option('--columns <names>', 'of tab-separated values, with commas between them'),
  rules: new Option('--rules <preset>', 'instead of these').choices(['tweets-2012'] as const),
  // Without a default: one would go before the seed that a scenario says.
  seed: new Option('--seed <number>', 'of what is left to chance, 1 where nobody says').argParser(
    parseCount(0, 2 ** 32 - 1),
  ),
  keep: new Option('--keep <records>', 'random records that are looked at closely')
    .argParser(parseCount(20, 1_000_000))
    .default(2000),
  all: new Option('--all', 'measure every record, not only those'),
  compression: new Option('--no-compression', 'leave compression out, which takes longest'),
};
