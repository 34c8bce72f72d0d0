import { z } from 'zod';
import { idSchema } from '../id.ts';
import { columnSchema } from '../manifest.ts';

export const tableNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a table name is lower case letters, digits and _');

/** `replace`: the table then holds this output and nothing else. `append`: this output besides the others. */
export const loadModeSchema = z.enum(['replace', 'append']);
export type LoadMode = z.infer<typeof loadModeSchema>;

/** `loaded`: rows were copied. `unchanged`: the table held this very output already, nothing was done. */
export const loadSchema = z
  .object({
    id: idSchema,
    table: tableNameSchema,
    source: z.string().describe('Folder or URI that the manifest was read from'),
    manifestId: z
      .string()
      .describe('sha256 over columns, encoding and the parts’ checksums: names the content'),
    mode: loadModeSchema,
    outcome: z.enum(['loaded', 'unchanged']),
    rows: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative(),
    elapsedMs: z.number().nonnegative(),
    loadedAt: z.iso.datetime(),
  })
  .meta({ id: 'Load' });
export type Load = z.infer<typeof loadSchema>;

export const tableSchema = z
  .object({
    name: tableNameSchema,
    summary: z.string(),
    columns: z.array(columnSchema),
    rows: z.number().int().nonnegative(),
    bytes: z.number().int().nonnegative().describe('On disk, with indexes'),
    lastLoad: loadSchema.optional(),
  })
  .meta({ id: 'Table' });
export type Table = z.infer<typeof tableSchema>;

export const QUERY_ROWS_MAX = 10_000;

export const queryRequestSchema = z
  .object({
    sql: z.string().min(1).max(100_000).describe('One statement'),
    limit: z.number().int().min(1).max(QUERY_ROWS_MAX).default(1000).describe('Rows to return at most'),
  })
  .strict()
  .meta({ id: 'QueryRequest' });
export type QueryRequest = z.input<typeof queryRequestSchema>;

/** Integers beyond 2^53 and exact numerics arrive as strings, everything without a JSON form too. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

export const queryReplySchema = z
  .object({
    columns: z.array(z.object({ name: z.string(), type: z.string().describe('Postgres name, `int8`') })),
    rows: z.array(z.array(cellSchema)),
    isTruncated: z.boolean().describe('There are more rows than the limit'),
    elapsedMs: z.number().nonnegative(),
  })
  .meta({ id: 'QueryReply' });
export type QueryReply = z.infer<typeof queryReplySchema>;
