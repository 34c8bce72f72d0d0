import { type Random, systemRandom } from '@oremill/runtime';
import type { CompressionAdvice, Usd } from '@oremill/types';
import { adviseCompression } from '../compress/advise.ts';
import { Reservoir } from '../compress/reservoir.ts';
import { loadTable } from '../load/load-table.ts';
import type { BuildSources } from './build-image.ts';
import { withParts } from './choose-parts.ts';

export interface AdviseSourcesOptions extends BuildSources {
  /** Values to measure with. */
  readonly samples?: number | undefined;
  readonly random?: Random | undefined;
  /** Dollars for a GiB of memory a month; undefined when nobody knows. */
  readonly pricePerGibMonth?: (() => Usd | undefined | Promise<Usd | undefined>) | undefined;
}

const PAGE_ENTRIES = 1024;

/** Measures on a sample of some sources how their values are best kept. */
export async function adviseSources(options: AdviseSourcesOptions): Promise<CompressionAdvice> {
  const { samples, random = systemRandom, pricePerGibMonth } = options;
  // Which keys are in a part has nothing to do with their values, so the first tells about all.
  const { table, parts } = await withParts(options, {}, async (parts) => {
    const { table } = await loadTable({ ...options, table: { part: { part: 0, parts } } });
    return { table, parts };
  });
  const reservoir = new Reservoir({ random, ...(samples === undefined ? {} : { valuesMax: samples }) });
  let bytes = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { entries, next } = table.page(from, PAGE_ENTRIES);
    for (const { value } of entries) {
      bytes += value.length;
      reservoir.offer(value);
    }
    from = next;
  }
  const dataset = { values: table.count * parts, bytes: bytes * parts };
  table.close();
  return adviseCompression(reservoir.sample, {
    dataset,
    ...(pricePerGibMonth ? { pricePerGibMonth } : {}),
  });
}
