import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/scenario/scenario.ts';

test('a scenario has defaults, and its texts become amounts', () => {
  expect(parseScenario({ rate: '1e6 record/day', retention: '2 week' })).toMatchObject({
    rate: { value: 1e6, unit: 'record/day' },
    records: { value: 0, unit: 'record' },
    retention: { value: 14, unit: 'day' },
    months: 12,
    replicas: 1,
    media: ['ram', 'ssd', 's3'],
    confidence: 0.9,
  });
});

const rate = '1 record/day';

describe('what is wrong is told with its path, and what to write', () => {
  test.each([
    [null, 'scenario: it is no object', 'Fields are title, rate'],
    [[], 'scenario: it is no object', 'Fields are title, rate'],
    [{}, 'rate: how many records there are is missing', '340e6 record/day'],
    [{ rate, rates: 1 }, 'scenario: there is no field rates', 'Did you mean rate?'],
    [{ rate, colour: 1 }, 'scenario: there is no field colour', 'Fields are title, rate'],
    [{ rate: 5 }, 'rate: 5 is not what it takes: records and a time', 'Did you mean "5 record/day"?'],
    [{ rate: null }, 'rate: null is not what it takes', 'Write it as "1e6 record/day".'],
    [{ rate: '5' }, 'rate: "5" is not a number and a unit', 'Did you mean "5 record/day"?'],
    [{ rate: '5 GB/day' }, 'rate: GB/day is no unit of record/time', 'Give it in record/day'],
    [{ rate, retention: '1 year' }, 'retention: year is no unit of time', 'year(365d)'],
    [{ rate, retention: '5 GiB' }, 'retention: GiB is no unit of time', 'Give it in day'],
    [{ rate, retention: 30 }, 'retention: 30 is not what it takes: a time', 'Did you mean "30 day"?'],
    [
      { rate, months: 0 },
      'months: 0 is not what it takes: a whole number of months from 1',
      'Write it as 12.',
    ],
    [{ rate, months: 1.5 }, 'months: 1.5 is not', 'Write it as 12.'],
    [{ rate, months: '18' }, 'months: "18" is not', 'Did you mean 18?'],
    [{ rate, months: '180' }, 'months: "180" is not', 'Write it as 12.'],
    [{ rate, replicas: 0 }, 'replicas: 0 is not in order, or below 1', 'from 1 on'],
    [{ rate, replicas: { low: 3, expected: 2, high: 4 } }, 'replicas: {"low":3', 'low ≤ expected ≤ high'],
    [
      { rate, replicas: { low: 1, high: 4 } },
      'replicas: {"low":1,"high":4} is not',
      'Write it as {"low": 1,',
    ],
    [{ rate, growth: -2 }, 'growth: -2 is not in order, or below -1', 'from -1 on'],
    [{ rate, keyBits: -1 }, 'keyBits: -1', 'from 0 on'],
    [{ rate, energy: -0.1 }, 'energy: -0.1', 'from 0 on'],
    [{ rate, seasonality: [1, -1] }, 'seasonality[1]: -1 is not', 'Write it as [1, 1.5, 0.8].'],
    [
      { rate, compression: 'zsdt' },
      'compression: "zsdt" is not what it takes: none, zlib',
      'Did you mean "zstd"?',
    ],
    [{ rate, compression: 'brotli' }, 'compression: "brotli" is not', 'Write it as "zstd".'],
    [{ rate, index: 'eliasfano' }, 'index: "eliasfano" is not', 'Did you mean "elias-fano"?'],
    [{ rate, media: 'ram, s3' }, 'media: "ram, s3" is not', 'Did you mean ["ram","s3"]?'],
    [{ rate, media: ['ram', 5] }, 'media[1]: 5 is not', 'Write it as ["ram", "s3"].'],
    [{ rate, media: ['ram', 'paper'] }, 'media[1]: there is no medium paper', 'There are: ram'],
    [{ rate, media: ['ram', 'ssdd'] }, 'media[1]: there is no medium ssdd', 'Did you mean ssd?'],
    [{ rate, media: ['constructor'] }, 'media[0]: there is no medium constructor', 'There are: ram'],
    [{ rate, media: ['ram', 's3', 'ram'] }, 'media[2]: ram is there twice', 'Name it once'],
    [{ rate, confidence: 1 }, 'confidence: 1 is not', 'Write it as 0.9.'],
    [{ rate, confidence: 95 }, 'confidence: 95 is not', 'Did you mean 0.95?'],
  ])('%j', (scenario, message, hint) => {
    expect(() => parseScenario(scenario)).toThrow(
      expect.objectContaining({
        status: 400,
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });
});
