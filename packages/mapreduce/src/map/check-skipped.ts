import { mapreduceError, type Progress } from '@oremill/types';

const HINT =
  'Look at their reasons, which `mapreduce skipped` tells of this output. Mend the input or the mapper, or raise the limit.';

/** Throws SKIP_LIMIT when more records were skipped than are allowed. */
export function checkSkipLimit(skipped: number, skipLimit: number | undefined): void {
  if (skipLimit === undefined || skipped <= skipLimit) return;
  throw mapreduceError('SKIP_LIMIT', `more than ${skipLimit} records were skipped`, { hint: HINT });
}

/** Throws SKIP_LIMIT when, of all records, a larger share was skipped than is allowed. */
export function checkSkipShare({ records, skipped }: Progress, shareMax: number | undefined): void {
  if (shareMax === undefined || skipped <= records * shareMax) return;
  throw mapreduceError(
    'SKIP_LIMIT',
    `${skipped} of ${records} records were skipped, more than ${shareMax * 100} %`,
    {
      hint: HINT,
    },
  );
}
