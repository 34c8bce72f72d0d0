import type { BreakEven } from '@oremill/types';
import { expected } from '../figure/evaluate.ts';
import { derived, type Figure } from '../figure/figure.ts';
import { type IntervalOptions, intervalsOf } from './interval.ts';

/** A medium with what it costs, as figures. */
export interface PricedMedium {
  readonly name: string;
  readonly title: string;
  readonly bytes: Figure<'GiB/record'>;
  readonly copies: Figure<'1'>;
  readonly keep: Figure<'USD/GiB-month(730h)'>;
  readonly read: Figure<'USD/request'> | undefined;
  readonly energy: Figure<'1'>;
}

const MONTH_SECONDS = 730 * 3600;

/**
 * For each two media, how often a record has to be read for the one that is dearer to keep to be the cheaper one: the
 * five-minute rule (Gray & Putzolu 1987) in the prices of a cloud, where a read has a price instead of a share of a disk.
 */
export function breakEvensOf(media: readonly PricedMedium[], options: IntervalOptions): BreakEven[] {
  return media.flatMap((first, index) =>
    media.slice(index + 1).map((second) => between(first, second, options)),
  );
}

function between(first: PricedMedium, second: PricedMedium, options: IntervalOptions): BreakEven {
  const { dear, cheap, seconds } = breakEvenOf(first, second);
  const [secondsBetweenReads] = seconds ? intervalsOf([seconds], options) : [];
  return { dear: dear.name, cheap: cheap.name, ...(secondsBetweenReads ? { secondsBetweenReads } : {}) };
}

/** Which of two is dearer to keep, and the time between reads at which they cost the same, where there is one. */
export function breakEvenOf(
  first: PricedMedium,
  second: PricedMedium,
): { dear: PricedMedium; cheap: PricedMedium; seconds: Figure | undefined } {
  const [dear, cheap] =
    expected(keepRecord(first)) >= expected(keepRecord(second)) ? [first, second] : [second, first];
  const { read } = cheap;
  if (read === undefined || expected(read) <= (dear.read ? expected(dear.read) : 0)) {
    return { dear, cheap, seconds: undefined };
  }
  const reads = dear.read ? [read, dear.read] : [read];
  const seconds = derived(
    `time between reads at which ${dear.name} and ${cheap.name} cost the same`,
    's',
    `a month × ${dear.read ? '({2} − {3})' : '{2}'} ÷ ({0} − {1})`,
    [keepRecord(dear), keepRecord(cheap), ...reads],
    (a, b, c, d = 0) => (MONTH_SECONDS * (c - d)) / Math.max(a - b, Number.EPSILON),
  );
  return { dear, cheap, seconds };
}

/** USD to keep a record, and its copies, for a month. */
export function keepRecord({ title, bytes, copies, keep, energy }: PricedMedium): Figure {
  return derived(
    `a record in ${title}`,
    'USD/record',
    '{0} × {1} × {2} × (1 + {3})',
    [bytes, copies, keep, energy],
    (a, b, c, d) => a * b * c * (1 + d),
  );
}
