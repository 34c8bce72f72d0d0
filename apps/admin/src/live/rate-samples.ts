import type { Progress } from '@oremill/types';

/** What the throughput chart is drawn from: how much input had been read when. */
export interface RateSample {
  readonly elapsedMs: number;
  readonly inputBytesDone: number;
}

const SAMPLES_MAX = 600;

/** Adds a sample to a course; over the bound every second one goes, so the whole course stays visible. */
export function addSample(samples: readonly RateSample[], progress: Progress): readonly RateSample[] {
  const last = samples.at(-1);
  const { elapsedMs, inputBytesDone } = progress;
  if (last && (elapsedMs <= last.elapsedMs || inputBytesDone < last.inputBytesDone)) return samples;
  const next = [...samples, { elapsedMs, inputBytesDone }];
  return next.length <= SAMPLES_MAX ? next : next.filter((_, index) => index % 2 === 0);
}

/** Bytes per second between each sample and the one before it. */
export function ratesOf(samples: readonly RateSample[]): { elapsedMs: number; bytesPerSecond: number }[] {
  const rates = [];
  for (let index = 1; index < samples.length; index += 1) {
    const [from, to] = [samples[index - 1], samples[index]];
    if (!from || !to) continue;
    const seconds = (to.elapsedMs - from.elapsedMs) / 1000;
    rates.push({
      elapsedMs: to.elapsedMs,
      bytesPerSecond: (to.inputBytesDone - from.inputBytesDone) / seconds,
    });
  }
  return rates;
}
