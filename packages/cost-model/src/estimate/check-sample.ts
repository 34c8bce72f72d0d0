import { costError } from '@oremill/types';
import type { Sample } from '../read-sample.ts';
import { LARGEST_SHARE_MAX, tailVerdict } from './tail-index.ts';

const RECORDS_MIN = 20;

/** Throws SAMPLE_UNFIT where no interval of a mean would hold. */
export function checkSample({ statistics: { name, records, tail, largestShare } }: Sample): void {
  if (records < RECORDS_MIN) {
    throw costError('SAMPLE_UNFIT', `${name} has ${records} records: too few for an interval`, {
      hint: `Take ${RECORDS_MIN} at least; some hundreds tell a mean to some hundredths.`,
    });
  }
  if (largestShare > LARGEST_SHARE_MAX) {
    throw costError(
      'SAMPLE_UNFIT',
      `one record of ${name} is so much larger than the others that it makes ${Math.round(largestShare * 100)} % of the variance`,
      { hint: 'Take more records, or count those that are so large apart.' },
    );
  }
  if (tail === undefined || tailVerdict(tail) !== 'too-heavy') return;
  throw costError(
    'SAMPLE_UNFIT',
    `the sizes in ${name} have a tail index of ${showTail(tail)}: below 2 a few records outweigh all others`,
    { hint: 'No sample tells the mean of such sizes. Count the largest records apart, or all of them.' },
  );
}

/** What is to be known of a sample that passed. */
export function sampleWarnings({ statistics: { tail, refused, lines } }: Sample): string[] {
  const warnings: string[] = [];
  if (tail && tailVerdict(tail) === 'unsure') {
    warnings.push(
      `the sizes have a tail index of ${showTail(tail)}: if it is below 2, the truth is outside of the intervals more often than they say`,
    );
  }
  if (refused.invalid > 0)
    warnings.push(`${refused.invalid} of ${lines} lines are no valid JSON, and left out`);
  return warnings;
}

function showTail({ index, standardError }: NonNullable<Sample['statistics']['tail']>): string {
  return `${index.toFixed(2)} ± ${standardError.toFixed(2)}`;
}
