import { type Random, systemRandom } from '@oremill/runtime';
import type { CompressionAdvice, Usd } from '@oremill/types';
import { openCodec } from '@oremill/zstd';
import { adviseCompression } from '../compress/advise.ts';
import { codecOf } from '../compress/codec-of.ts';
import { Reservoir } from '../compress/reservoir.ts';
import { openImage } from '../image/open-image.ts';
import { type DescribedImage, describeParts } from '../image/open-parts.ts';
import { loadTable } from '../load/load-table.ts';
import type { ReadableTable } from '../table/entries.ts';
import type { BuildSources } from './build-image.ts';
import { withParts } from './choose-parts.ts';
import { findImages } from './find-images.ts';

export interface AdviseSourcesOptions extends BuildSources {
  /** Values to measure with. */
  readonly samples?: number | undefined;
  readonly random?: Random | undefined;
  /** Dollars for a GiB of memory a month; undefined when nobody knows. */
  readonly pricePerGibMonth?: (() => Usd | undefined | Promise<Usd | undefined>) | undefined;
}

/** A part of what is to be measured; which keys are in it has nothing to do with their values, so it tells about all. */
interface Sampled {
  readonly table: ReadableTable;
  /** As it was before it was compressed. */
  readonly plainValue: (stored: Buffer, isCompressed: boolean) => Buffer;
  readonly parts: number;
  readonly close: () => void;
}

const PAGE_ENTRIES = 1024;

/** Measures on a sample of some sources, or of table images, how their values are best kept. */
export async function adviseSources(options: AdviseSourcesOptions): Promise<CompressionAdvice> {
  const { samples, random = systemRandom, pricePerGibMonth } = options;
  const images = await findImages(options.sources);
  const { table, plainValue, parts, close } = await (images ? openPart(images) : loadPart(options));
  const reservoir = new Reservoir({ random, ...(samples === undefined ? {} : { valuesMax: samples }) });
  let bytes = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { entries, next } = table.page(from, PAGE_ENTRIES);
    for (const entry of entries) {
      const value = plainValue(entry.value, entry.isCompressed);
      bytes += value.length;
      reservoir.offer(value);
    }
    from = next;
  }
  const dataset = { values: table.count * parts, bytes: bytes * parts };
  close();
  return adviseCompression(reservoir.sample, {
    dataset,
    ...(pricePerGibMonth ? { pricePerGibMonth } : {}),
  });
}

function loadPart(options: BuildSources): Promise<Sampled> {
  return withParts(options, {}, async (parts) => {
    const { table } = await loadTable({ ...options, table: { part: { part: 0, parts } } });
    return { table, plainValue: (stored) => stored, parts, close: () => table.close() };
  });
}

async function openPart(images: readonly string[]): Promise<Sampled> {
  const [{ path, parts }] = describeParts(images) as [DescribedImage];
  const table = await openImage(path);
  const codec = openCodec(codecOf(table));
  return {
    table,
    plainValue: (stored, isCompressed) => (isCompressed ? codec.decompress(stored) : stored),
    parts,
    close() {
      codec.close();
      table.close();
    },
  };
}
