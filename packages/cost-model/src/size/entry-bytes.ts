import { costError, type Distribution } from '@oremill/types';
import { derived, type Figure, given } from '../figure/figure.ts';
import type { Layout } from '../medium/media.ts';
import type { Sample } from '../read-sample.ts';
import { assumed } from '../scenario/assumed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Column } from '../statistics/row.ts';
import { quantity } from '../units/quantity.ts';
import { compressedShare, rowBytes } from './column-bytes.ts';
import { sampleMean } from './sample-mean.ts';

const COLUMN = {
  none: 'bytes',
  zlib: 'zlibBytes',
  zstd: 'zstdBytes',
  'zstd-dictionary': 'zstdDictionaryBytes',
} as const satisfies Record<Scenario['compression'], Column>;

const HOW = {
  none: 'as it is',
  zlib: 'compressed alone by zlib',
  zstd: 'compressed alone by zstd',
  'zstd-dictionary': 'compressed by zstd with a dictionary',
} as const satisfies Record<Scenario['compression'], string>;

/** A record as it lies in a medium: its bytes, and how the sizes of records lie around their mean. */
export interface StoredRecord {
  readonly bytes: Figure<'B/record'>;
  readonly sizes: Distribution;
}

/**
 * Bytes that a record takes in a layout, among so many. A hash table has key, overhead and value; rows have key and
 * value; an object is the value alone; columns have their values, each in the code that takes least.
 */
export function entryBytes(
  layout: Layout,
  sample: Sample,
  scenario: Scenario,
  records: Figure<'record'>,
): Figure<'B/record'> {
  if (layout === 'columns') return columnsBytes(sample, scenario, records);
  const value = valueBytes(sample, scenario.compression);
  if (layout === 'objects') return value;
  const key = assumed('bits of a key', scenario.keyBits);
  if (layout === 'rows') {
    return derived('a row', 'B/record', '{0} + {1} ÷ 8', [value, key], (a, b) => a + b / 8);
  }
  const overhead = assumed('bits of overhead of an entry', scenario.overheadBits);
  return derived(
    'an entry of a hash table',
    'B/record',
    '{0} + ({1} + {2}) ÷ 8',
    [value, key, overhead],
    (a, b, c) => a + (b + c) / 8,
  );
}

/** Between what was seen and what can be: no sample tells how many different values all records have. */
const VARIETY = { low: 0, expected: 0.5, high: 1 };

function columnsBytes(sample: Sample, scenario: Scenario, records: Figure<'record'>): Figure<'B/record'> {
  const { columns, means, statistics } = sample;
  if (columns === undefined) {
    throw costError('SAMPLE_UNFIT', `${statistics.name} was measured before columns were`, {
      hint: 'Send the records again.',
    });
  }
  const { sortedBy } = scenario;
  const compression = scenario.compression === 'zstd-dictionary' ? 'zstd' : scenario.compression;
  if (columns.columns.some((column) => compressedShare(column, compression) === undefined))
    throw notCompressed(statistics.name, compression);
  if (sortedBy !== undefined && !columns.columns.some(({ name }) => name === sortedBy)) {
    throw costError('SCENARIO_INVALID', `sortedBy: ${statistics.name} has no field ${sortedBy}`, {
      hint: `It has ${columns.columns.map(({ name }) => name).join(', ')}.`,
    });
  }
  const variety = given(
    'variety of values: 0 as seen, 0.5 as expected, 1 as can be',
    quantity(VARIETY.expected, '1'),
    { kind: 'assumption', because: 'no sample tells how many different values there are' },
    { kind: 'range', low: VARIETY.low, high: VARIETY.high },
  );
  const bytes = sampleMean(sample, 'bytes', 'bytes of a record, as it is', 'B/record');
  return derived(
    'a row in columns',
    'B/record',
    `each of ${columns.columns.length} columns in the code that takes least among {0}, with {1}, and texts by {2}`,
    [records, variety, bytes],
    (rows, share, mean) =>
      rowBytes(columns, {
        rows,
        variety: share,
        textScale: mean / means.bytes,
        sortedBy,
        compression,
      }),
  );
}

/** Those with a dictionary lie as those without one do. */
export function sizesOf({ statistics }: Sample, compression: Scenario['compression']): Distribution {
  const { record, zlib = record, zstd = record } = statistics;
  return { none: record, zlib, zstd, 'zstd-dictionary': zstd }[compression];
}

function valueBytes(sample: Sample, compression: Scenario['compression']): Figure<'B/record'> {
  const column = COLUMN[compression];
  // Nothing is compressed to no byte.
  if (sample.means[column] === 0) throw notCompressed(sample.statistics.name, compression);
  return sampleMean(sample, column, `bytes of a record, ${HOW[compression]}`, 'B/record');
}

/** What records are compressed with is kept beside them, once a copy; undefined where there is none. */
export function dictionaryBytes(
  { statistics: { zstdDictionary, name } }: Sample,
  { compression }: Scenario,
): Figure<'B'> | undefined {
  if (compression !== 'zstd-dictionary' || zstdDictionary === undefined) return undefined;
  return given('the dictionary', quantity(zstdDictionary.dictionaryBytes, 'B'), {
    kind: 'sample',
    sample: name,
    statistic: `trained on ${zstdDictionary.trainedOn} records`,
  });
}

function notCompressed(name: string, compression: string): Error {
  return costError('SAMPLE_UNFIT', `nobody knows what ${compression} makes of ${name}`, {
    hint:
      compression === 'zstd-dictionary'
        ? 'Some hundred records are needed to train a dictionary on; read the sample with compression.'
        : 'Read the sample with compression.',
  });
}
