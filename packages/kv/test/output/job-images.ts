import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, type OutputManifest } from '@oremill/types';
import { diskFiles } from '../../src/files/disk-files.ts';
import { type TableImageOptions, tableImage } from '../../src/output/table-image.ts';

export interface JobImagesOptions extends TableImageOptions {
  readonly partitions?: number;
  readonly memoryBytes?: number;
}

/** Writes pairs as the reducers of a job do, and the manifest that the job engine adds. */
export async function writeJobImages(
  folder: string,
  pairs: Iterable<readonly [string, string]>,
  { partitions = 3, memoryBytes = 64 * 2 ** 20, ...options }: JobImagesOptions = {},
): Promise<{ readonly manifest: OutputManifest; readonly paths: readonly string[] }> {
  const format = tableImage(options).pairs;
  const plan = format.choosePlan(partitions);
  const partOf = format.partitionerOf(plan);
  const paths = Array.from({ length: partitions }, (_, partition) =>
    join(folder, `part-0000${partition}.image`),
  );
  const place = { plan, partitions, pairsExpected: 1000, files: diskFiles, memoryBytes };
  const parts = await Promise.all(
    paths.map((path, partition) => format.openPart({ ...place, partition, path })),
  );
  for (const row of pairs) {
    const [key, value] = format.encodePair(row).map((encoded) => Buffer.from(encoded as string));
    if (key && value) parts[partOf(key, partitions)]?.set(key, value);
  }
  const rows: number[] = [];
  for (const part of parts) {
    await part.write();
    rows.push(part.count);
    part.close();
  }
  const manifest: OutputManifest = {
    version: 1,
    encoding: 'table-image',
    columns: [],
    parts: paths.map((path, partition) => {
      const bytes = readFileSync(path);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path: `part-0000${partition}.image`, rows: rows[partition] ?? 0, bytes: bytes.length, sha256 };
    }),
  };
  writeFileSync(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  return { manifest, paths };
}
