import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { joinUri, type Objects } from '@oremill/runtime/objects';
import {
  AppError,
  type Column,
  MANIFEST_FILE,
  type OutputManifest,
  outputManifestSchema,
  warehouseError,
} from '@oremill/types';
import { z } from 'zod';
import { columnsOf, type TableDefinition } from './table.ts';

/** A manifest describes each part in some 150 bytes: this is a quarter of a million of them. */
const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;

/** Reads and checks `_manifest.json` of an output folder. */
export async function readManifest(objects: Objects, source: string): Promise<OutputManifest> {
  const uri = joinUri(source, MANIFEST_FILE);
  const parsed = outputManifestSchema.safeParse(parseJson(await readText(objects, uri, source), uri));
  if (parsed.success) return parsed.data;
  throw warehouseError('MANIFEST_INVALID', `${uri} is no manifest: ${z.prettifyError(parsed.error)}`, {
    hint: 'It is written by a job; run the job again rather than correct it by hand.',
  });
}

/**
 * Names the content: the same columns, encoding and parts have the same id, wherever and whenever they were
 * written. The parts' names are not content.
 */
export function manifestIdOf(manifest: OutputManifest): string {
  const { version, encoding, columns, parts } = manifest;
  const content = [
    version,
    encoding,
    columns.map(({ name, type }) => [name, type]),
    parts.map(({ rows, bytes, sha256 }) => [rows, bytes, sha256]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Throws unless the rows are in one of the encodings that COPY can be given. */
export function checkEncoding({ encoding }: OutputManifest, source: string): void {
  if (encoding === 'tsv-raw' || encoding === 'tsv-escaped') return;
  throw warehouseError('MANIFEST_INVALID', `${source} is ${encoding}, which cannot be loaded`, {
    hint: 'Let the job write tsv-escaped, or tsv-raw.',
  });
}

/** Throws unless the output has the table's columns, in its order. */
export function checkColumns(manifest: OutputManifest, table: TableDefinition, source: string): void {
  const expected = columnsOf(table);
  const differences = compareColumns(manifest.columns, expected);
  if (differences.length === 0) return;
  throw warehouseError(
    'COLUMNS_MISMATCH',
    `${source} is not for table ${table.name}: ${differences.join(', ')}`,
    { hint: `Table ${table.name} has ${expected.map(({ name, type }) => `${name} ${type}`).join(', ')}.` },
  );
}

function compareColumns(found: readonly Column[], expected: readonly Column[]): string[] {
  const count = Math.max(found.length, expected.length);
  return Array.from({ length: count }, (_, index) => {
    const [has, wants] = [found[index], expected[index]];
    if (has?.name === wants?.name && has?.type === wants?.type) return [];
    return [`column ${index + 1} is ${describe(has)} and not ${describe(wants)}`];
  })
    .flat()
    .slice(0, DIFFERENCES_TOLD_MAX);
}

const DIFFERENCES_TOLD_MAX = 5;

function describe(column: Column | undefined): string {
  return column ? `${column.name} ${column.type}` : 'absent';
}

async function readText(objects: Objects, uri: string, source: string): Promise<string> {
  try {
    const { bytes } = await objects.stat(uri);
    if (bytes > MANIFEST_BYTES_MAX) {
      throw warehouseError('MANIFEST_INVALID', `${uri} has ${bytes} bytes, more than a manifest may have`);
    }
    return await text(await objects.read(uri));
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'MANIFEST_INVALID') throw error;
    throw warehouseError('MANIFEST_INVALID', `${source} is no finished output: ${error.message}`, {
      hint: 'Name the output folder of a job that succeeded.',
      cause: error,
    });
  }
}

function parseJson(content: string, uri: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw warehouseError('MANIFEST_INVALID', `${uri} is not JSON`, {
      hint: 'It is written by a job; run the job again.',
      cause: error,
    });
  }
}
