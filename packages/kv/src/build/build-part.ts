import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type CompressionSetting, kvError } from '@oremill/types';
import { type CodecOptions, openCodec } from '@oremill/zstd';
import { codecOf } from '../compress/codec-of.ts';
import { readCompression } from '../compress/read-compression.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ImageDescription } from '../image/image-format.ts';
import { openImage } from '../image/open-image.ts';
import { type DescribedImage, describeParts } from '../image/open-parts.ts';
import { type OrderedSource, writeImage } from '../image/write-image.ts';
import type { LoadReport } from '../load/load-report.ts';
import { loadTable } from '../load/load-table.ts';
import type { Part } from '../table/part.ts';
import type { SealedTable } from '../table/sealed-table.ts';
import { Table } from '../table/table.ts';
import type { BuildRequest, BuildWorld } from './build-image.ts';
import { chooseCodec } from './choose-codec.ts';
import { compressRecords } from './compress-records.ts';
import { putOver } from './put-over.ts';

/** Builds the parts of a dataset one after the other, each in the memory of the one before. */
export class PartBuilder {
  readonly #request: BuildRequest;
  readonly #world: BuildWorld;
  readonly #base: readonly DescribedImage[] | undefined;
  readonly #seed: bigint;
  readonly #compression: CompressionSetting;
  #table: Table | undefined;
  /** What the entries of the base are put in, and then those of the sources. */
  #merged: Table | undefined;
  /** The same for all parts, chosen by the first. */
  #codec: CodecOptions | undefined;

  constructor(request: BuildRequest, world: BuildWorld) {
    this.#request = request;
    this.#compression = readCompression(request.compression);
    this.#world = world;
    this.#base = request.base && describeParts(request.base);
    this.#seed = this.#base?.[0]?.seed ?? randomBytes(8).readBigUInt64LE();
  }

  /** Loads the entries of a part from the sources. */
  async load(part: Part): Promise<LoadReport> {
    this.#table?.reopen(part);
    const { onProgress, tableBytesMax, ...world } = this.#world;
    const { table, report } = await loadTable({
      ...this.#request,
      ...world,
      table: { seed: this.#seed, part, maxBytes: tableBytesMax },
      reuse: this.#table,
      onProgress: ({ lines, bytes, bytesInAll }) =>
        onProgress?.({ ...part, phase: 'load', entries: lines, shareDone: shareOf(bytes, bytesInAll) }),
    });
    this.#table = table;
    return report;
  }

  /** Writes the part that was loaded, over the entries of the base if there is one. */
  async write(path: string): Promise<ImageDescription> {
    assert(this.#table !== undefined, 'a part is loaded');
    if (this.#base === undefined) return this.#writeTable(this.#table, path, undefined);
    const base = await openImage(this.#basePath(this.#base, this.#table.part));
    try {
      // Under another codec what is compressed could not be read again.
      const isKept = base.description.codec === this.#compression.codec;
      return await this.#writeTable(
        this.#putOver(base, this.#table, isKept),
        path,
        isKept ? base : undefined,
      );
    } finally {
      base.close();
    }
  }

  close(): void {
    this.#table?.close();
    this.#merged?.close();
  }

  /** Of the part of the base in which all of this part is. */
  #basePath(base: readonly DescribedImage[], { part, parts }: Part): string {
    if (parts % base.length !== 0) {
      throw kvError('SOURCE_INVALID', `a delta over ${base.length} parts cannot have ${parts}`, {
        hint: `Let it choose, or give it ${base.length} parts, or twice as many.`,
      });
    }
    return (base[Math.floor((part * base.length) / parts)] as DescribedImage).path;
  }

  #putOver(base: SealedTable, delta: Table, isKept: boolean): Table {
    this.#merged?.reopen(delta.part);
    this.#merged ??= Table.open({ seed: this.#seed, part: delta.part, maxBytes: this.#world.tableBytesMax });
    const codec = isKept ? undefined : openCodec(codecOf(base));
    try {
      putOver(base, delta, codec, this.#merged);
    } finally {
      codec?.close();
    }
    return this.#merged;
  }

  async #writeTable(table: Table, path: string, base: SealedTable | undefined): Promise<ImageDescription> {
    const { isOrdered } = this.#request;
    const { onProgress, signal } = this.#world;
    const { part, seed, count } = table;
    this.#codec ??= chooseCodec(table, this.#compression, base);
    const codec = openCodec(this.#codec);
    const isPlain = this.#codec.kind === 'none';
    const source: OrderedSource = {
      copyOrdered(from, target) {
        const copy = table.copyOrdered(from, target);
        if (isPlain) return copy;
        const compressed = compressRecords(target.subarray(0, copy.bytes), codec);
        compressed.copy(target);
        return { ...copy, bytes: compressed.length };
      },
    };
    try {
      return await writeImage(source, {
        files: diskFiles,
        path,
        seed,
        part,
        count,
        isOrdered,
        codec: this.#compression.codec,
        ...dictionaryOf(this.#codec),
        ...(signal ? { signal } : {}),
        onProgress: ({ entries }) =>
          onProgress?.({ ...part, phase: 'write', entries, shareDone: shareOf(entries, count) }),
      });
    } finally {
      codec.close();
    }
  }
}

function dictionaryOf(options: CodecOptions) {
  const dictionary = options.kind === 'zstd' ? options.dictionary : undefined;
  return dictionary ? { dictionary: { id: dictionary.id, bytes: dictionary.bytes } } : {};
}

function shareOf(done: number, all: number | undefined): number | undefined {
  return all === undefined ? undefined : all === 0 ? 1 : Math.min(1, done / all);
}
