import { readFileSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import { parseCount } from '@oremill/runtime/cli';
import { costError } from '@oremill/types';
import { parseScenario, type Scenario } from '../scenario/scenario.ts';
import { parseRanged } from './parse-ranged.ts';
import { SAMPLE_FLAGS } from './sample-flags.ts';

/** A command that takes a sample, and a scenario in options, in a file, or in both. */
export function scenarioCommand(name: string) {
  return new Command(name)
    .argument('<input...>', 'the sample: file, folder, glob, s3://bucket/key, or -')
    .option('--scenario <file>', 'a JSON file that says all of what follows')
    .option('--rate <amount>', 'new records, as "340e6 record/day"')
    .option('--records <amount>', 'records that are there, as "1e6 record"')
    .option('--retention <time>', 'how long each is kept, as "365 day"')
    .option('--months <count>', 'how far to look ahead', parseCount(1, 120))
    .option('--growth <share>', 'of the rate each month, as 0.02', Number)
    .option('--replicas <count>', 'copies of each record', Number)
    .option('--compression <how>', 'none, zlib, zstd or zstd-dictionary')
    .option('--object-records <count>', 'records in an object of an object store', Number)
    .option('--energy <share>', 'on top of machines and disks, as 0.15 or 0.05,0.15,0.25', parseRanged)
    .option('--term <term>', 'of machines: on-demand, reserved-1y or reserved-3y')
    .option('--sorted-by <field>', 'of the rows of a column store, as by a sort key')
    .option('--index <code>', 'an inverted index of the text beside: delta-varint or elias-fano')
    .option('--media <names>', 'with commas between them; see cost media')
    .option('--book <name>', 'of prices: see cost prices')
    .option('--confidence <share>', 'of the intervals, as 0.9', Number)
    .addOption(SAMPLE_FLAGS.text)
    .addOption(SAMPLE_FLAGS.format)
    .addOption(SAMPLE_FLAGS.columns)
    .addOption(SAMPLE_FLAGS.seed)
    .addOption(SAMPLE_FLAGS.keep)
    .addOption(SAMPLE_FLAGS.all);
}

const FIELDS = [
  'rate',
  'records',
  'retention',
  'months',
  'growth',
  'replicas',
  'compression',
  'objectRecords',
  'energy',
  'term',
  'sortedBy',
  'index',
  'book',
  'confidence',
  'seed',
] as const;

/** What is said on the command line goes before what the file says. Throws SCENARIO_INVALID and its kin. */
export function readScenario({
  scenario: file,
  media,
  ...options
}: Readonly<Record<string, unknown>> & {
  readonly scenario?: string | undefined;
  readonly media?: string | undefined;
}): Scenario {
  const said = FIELDS.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]]));
  if (media !== undefined) said.push(['media', media.split(',')]);
  const given = Object.fromEntries(said);
  return parseScenario(file === undefined ? given : withGiven(readScenarioFile(file), given));
}

/** What a file says, before it is looked at. */
export function readScenarioFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw costError('SCENARIO_INVALID', `cannot read ${file}: ${String(error)}`, {
      hint: 'It has to be there, and to be JSON.',
      cause: error,
    });
  }
}

function withGiven(written: unknown, given: object): unknown {
  const isObject = typeof written === 'object' && written !== null && !Array.isArray(written);
  return isObject ? { ...written, ...given } : written;
}
