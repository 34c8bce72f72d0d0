import { type Given, given } from '../figure/figure.ts';
import type { Sample } from '../read-sample.ts';
import type { Column } from '../statistics/row.ts';
import { quantity } from '../units/quantity.ts';

/** The mean of a column of the sample, with the values that it might have had in others. */
export function sampleMean<const U extends string>(
  sample: Sample,
  column: Column,
  label: string,
  unit: Parameters<typeof quantity<U>>[1],
): Given<U> {
  const { name, records } = sample.statistics;
  return given(
    label,
    quantity<U>(sample.means[column], unit),
    { kind: 'sample', sample: name, statistic: `mean of ${records} records` },
    { kind: 'draws', draws: sample.draws[column], records },
  );
}
