import { derived, type Figure, given } from '../figure/figure.ts';
import { assumed } from '../scenario/assumed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { arrivedRecords, keptRecords, meanKeptRecords } from './kept-records.ts';

export interface RecordsByMonth {
  /** At the end of the last month. */
  readonly last: Figure<'record'>;
  readonly months: readonly MonthRecords[];
}

export interface MonthRecords {
  /** In the mean over the month, which is what is paid for. */
  readonly kept: Figure<'record'>;
  readonly arrived: Figure<'record'>;
}

export function recordsByMonth(scenario: Scenario): RecordsByMonth {
  const because = 'the scenario says so';
  const first = given('records at the beginning', scenario.records, { kind: 'assumption', because });
  const rate = given('new records', scenario.rate, { kind: 'assumption', because });
  const growth = assumed('growth of the rate a month', scenario.growth);
  const inputs = [first, rate, growth];
  const courseOf = (a: number, b: number, c: number) => ({ first: a, rate: b, growth: c });
  const kept = 'what is left of {0}, and of what came since at {1}, growing by {2}';
  const months = Array.from({ length: scenario.months }, (_, index) => ({
    kept: derived(
      `records kept in month ${index + 1}`,
      'record',
      `${kept}, in the mean over the month`,
      inputs,
      (a, b, c) => meanKeptRecords(index + 1, courseOf(a, b, c), scenario),
    ),
    arrived: derived(
      `new records in month ${index + 1}`,
      'record',
      '{0} growing by {1}',
      [rate, growth],
      (a, b) => arrivedRecords(index + 1, { rate: a, growth: b }, scenario),
    ),
  }));
  const last = derived('records at the end', 'record', kept, inputs, (a, b, c) =>
    keptRecords(scenario.months, courseOf(a, b, c), scenario),
  );
  return { last, months };
}
