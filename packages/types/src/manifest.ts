import { z } from 'zod';

/**
 * What travels between engines: a folder of parts, described well enough to load it without asking the job.
 * Stored as `_manifest.json` in the output folder, after every part is on disk.
 */
export const MANIFEST_FILE = '_manifest.json';

export const columnTypeSchema = z.enum(['text', 'integer', 'float']);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const columnSchema = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'a column name is lower case letters, digits and _'),
    type: columnTypeSchema,
  })
  .meta({ id: 'Column' });
export type Column = z.infer<typeof columnSchema>;

/**
 * `tsv-raw`: fields separated by tab, rows ended by newline, and neither (nor CR) inside a field: writers refuse.
 * `tsv-escaped`: Postgres' COPY text format; backslash escapes, `\N` is null.
 * `csv`: RFC 4180 with LF, without a header.
 * `json-lines`: one JSON value a line; `lines`: lines of the job's own making. Neither has columns.
 * `table-image`: pairs of a key and a value in a file of the key-value store, which serves the parts together.
 */
export const encodingSchema = z.enum(['tsv-raw', 'tsv-escaped', 'csv', 'json-lines', 'lines', 'table-image']);
export type Encoding = z.infer<typeof encodingSchema>;

export const partSchema = z
  .object({
    path: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a part lies directly in the output folder')
      .describe('Relative to the manifest'),
    rows: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'Part' });
export type Part = z.infer<typeof partSchema>;

export const outputManifestSchema = z
  .object({
    version: z.literal(1),
    encoding: encodingSchema,
    compression: z.enum(['none', 'gzip', 'zstd']).optional().describe('Of every part; none when absent'),
    columns: z.array(columnSchema).max(1600).describe('Empty when lines are not divided into columns'),
    parts: z.array(partSchema),
  })
  .meta({ id: 'OutputManifest' });
export type OutputManifest = z.infer<typeof outputManifestSchema>;

export function manifestTotals(manifest: OutputManifest): { rows: number; bytes: number } {
  let rows = 0;
  let bytes = 0;
  for (const part of manifest.parts) {
    rows += part.rows;
    bytes += part.bytes;
  }
  return { rows, bytes };
}
