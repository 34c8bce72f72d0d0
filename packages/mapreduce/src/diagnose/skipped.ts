import { type Finding, formatBytes, formatCount, formatShare, yieldOf } from '@oremill/types';
import type { Facts } from './facts.ts';

const REASONS_SHOWN_MAX = 5;
/** More than this share of the records is more than a few bad lines. */
const MANY_SHARE = 0.01;
const YIELD_MIN = 0.001;
const YIELD_BYTES_MIN = 16 * 2 ** 20;

/** The reasons for which records were skipped, the commonest first. */
export function judgeSkipped({ execution: { progress, output, state }, reasons }: Facts): Finding[] {
  const { skipped, records } = progress;
  if (skipped === 0) return [];
  const share = records === 0 ? 1 : skipped / records;
  const shown = [...reasons].sort((a, b) => b.count - a.count).slice(0, REASONS_SHOWN_MAX);
  const lines = shown.map(
    ({ reason, count, first }) =>
      `${formatCount(count)} × ${reason} (first at ${first.file}:${first.offset})`,
  );
  const more = reasons.length - shown.length;
  return [
    {
      level: share > MANY_SHARE ? 'warning' : 'info',
      title: `${formatCount(skipped)} records were skipped, ${formatShare(share)} of all`,
      detail:
        lines.length === 0
          ? 'Their reasons went with the process.'
          : [...lines, ...(more > 0 ? [`and ${formatCount(more)} other reasons`] : [])].join('; '),
      hint: `See them with: mapreduce skipped ${output}; the line of code that throws with: mapreduce test JOB --input …${state === 'succeeded' ? `. Once the mapper is mended, run them alone: mapreduce retry-skipped ${output} --output <folder>` : ''}`,
    },
  ];
}

/** Much went in and next to nothing came out. */
export function judgeYield({ execution }: Facts): Finding[] {
  const { progress, state } = execution;
  const share = yieldOf(progress);
  if (state !== 'succeeded' || share === undefined || progress.inputBytesDone < YIELD_BYTES_MIN) return [];
  if (share >= YIELD_MIN) return [];
  return [
    {
      level: progress.rows === 0 ? 'warning' : 'info',
      title: progress.rows === 0 ? 'Nothing came out' : `Little came out: ${formatShare(share)} of the bytes`,
      detail: `${formatCount(progress.records)} records (${formatBytes(progress.inputBytesDone)}) gave ${formatCount(progress.rows)} rows (${formatBytes(progress.outputBytes)}).`,
      hint: 'If that is not what the job is for, see what each phase emits: mapreduce test JOB --input …',
    },
  ];
}
