import { scenarioSchema } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import {
  changesOf,
  type Draft,
  draftSchema,
  NO_DRAFT,
  toScenario,
} from '../../../src/features/cost/draft.ts';

const draft = (change: Partial<Draft>): Draft => ({ ...NO_DRAFT, ...change });

describe('what an address carries', () => {
  test('is what differs from the defaults, and comes back as it was', () => {
    const changed = draft({ rate: '5e6 record/day', media: ['s3'], growthSpread: 2 });
    expect(changesOf(changed)).toEqual({ rate: '5e6 record/day', media: ['s3'], growthSpread: 2 });
    expect(draftSchema.parse(changesOf(changed))).toEqual(changed);
    expect(changesOf(NO_DRAFT)).toEqual({});
  });

  test('takes the default where somebody wrote what no field may have', () => {
    expect(draftSchema.parse({ rate: 5, months: 'many', media: 'ram', compression: 'gzip' })).toEqual(
      NO_DRAFT,
    );
  });
});

describe('the request', () => {
  test('is a scenario that the platform takes', () => {
    const scenario = toScenario(draft({ growth: 4, growthSpread: 3, confidence: 95, energy: 7 }));
    expect(scenario).toMatchObject({
      growth: { low: 0.01, expected: 0.04, high: 0.07 },
      confidence: 0.95,
      energy: 0.07,
    });
    expect(scenarioSchema.safeParse(scenario).success).toBe(true);
  });

  test.each([
    ['200000', '200000 record/day'],
    ['2e6', '2e6 record/day'],
    ['1_000', '1_000 record/day'],
    ['5 GB/day', '5 GB/day'],
    ['many', 'many'],
  ])('has for a rate of %j %j', (rate, sent) => {
    expect(toScenario(draft({ rate })).rate).toBe(sent);
  });

  test('has energy as a range, how many records an object has, and how machines are paid', () => {
    const changes = { energy: 15, energySpread: 10, objectRecords: 1000, term: 'reserved-3y' } as const;
    expect(toScenario(draft(changes))).toMatchObject({
      energy: { low: 0.05, expected: 0.15, high: 0.25 },
      objectRecords: 1000,
      term: 'reserved-3y',
    });
    expect(changesOf(draft(changes))).toEqual(changes);
  });

  test('has the index, which an address keeps', () => {
    expect(toScenario(draft({ index: 'elias-fano' })).index).toBe('elias-fano');
    expect(changesOf(draft({ index: 'elias-fano' }))).toEqual({ index: 'elias-fano' });
    expect(draftSchema.parse({ index: 'b-tree' }).index).toBe('none');
  });

  test('leaves out what is empty', () => {
    const scenario = toScenario(draft({ rate: ' ', records: '', retention: '' }));
    expect(['rate', 'records', 'retention'].filter((name) => name in scenario)).toEqual([]);
  });
});
