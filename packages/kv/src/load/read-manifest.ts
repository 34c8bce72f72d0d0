import { dirname, posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isObjectUri, joinUri, type Objects } from '@oremill/runtime/objects';
import { kvError, type OutputManifest, outputManifestSchema } from '@oremill/types';
import { describeFile } from './describe-file.ts';
import { describeObject } from './describe-object.ts';
import { plainFormat } from './plain-format.ts';
import type { LineFormat, Source, SourceOptions } from './source.ts';

/** Of a job with many thousand parts it has a few MB. */
const MANIFEST_BYTES_MAX = 64 * 1024 * 1024;

/** The parts of a job's output, in order, each as long as the manifest at `uri` says. */
export async function readManifest(uri: string, objects: Objects, options: SourceOptions): Promise<Source[]> {
  const manifest = await parseManifest(uri, objects);
  return describeParts(manifest, uri, objects, { ...options, format: formatOf(manifest, uri, options) });
}

/** The same of an output whose parts are table images; undefined of any other. */
export async function readImageManifest(uri: string, objects: Objects): Promise<Source[] | undefined> {
  const manifest = await parseManifest(uri, objects);
  if (manifest.encoding !== 'table-image') return undefined;
  // There are no lines to have a format.
  return describeParts(manifest, uri, objects, { format: plainFormat({}) });
}

async function describeParts(
  manifest: OutputManifest,
  uri: string,
  objects: Objects,
  { format, isVerified }: Pick<SourceOptions, 'isVerified'> & { readonly format: LineFormat },
): Promise<Source[]> {
  const folder = isObjectUri(uri) ? uri.slice(0, -posix.basename(uri).length - 1) : dirname(uri);
  const sources: Source[] = [];
  for (const part of manifest.parts) {
    const place = joinUri(folder, part.path);
    const source = isObjectUri(uri)
      ? describeObject(await objects.stat(place), format)
      : await describeFile(place, format);
    if (source.bytes !== part.bytes) {
      throw kvError('SOURCE_INVALID', `${place} has ${source.bytes} bytes, its manifest says ${part.bytes}`, {
        hint: 'The output is not the one that the job wrote: run the job again, or get it once more.',
      });
    }
    sources.push({ ...source, sha256: isVerified === false ? undefined : part.sha256 });
  }
  return sources;
}

async function parseManifest(uri: string, objects: Objects): Promise<OutputManifest> {
  const { bytes } = await objects.stat(uri);
  if (bytes > MANIFEST_BYTES_MAX) throw invalid(uri, `it has ${bytes} bytes`);
  const text = (await buffer(await objects.read(uri))).toString();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw invalid(uri, 'it is no JSON', cause);
  }
  const parsed = outputManifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(uri, `${issue?.path.join('.')}: ${issue?.message}`);
}

function formatOf({ encoding, columns }: OutputManifest, uri: string, options: SourceOptions): LineFormat {
  if (encoding === 'table-image') {
    throw kvError('SOURCE_INVALID', `${uri}: its parts are table images, and have no lines`, {
      hint: 'Publish them as a whole version (kv publish). For a delta, a load or a cluster, have the job write two columns, as tsv-raw.',
    });
  }
  if (encoding !== 'tsv-raw' && encoding !== 'tsv-escaped') {
    throw kvError('SOURCE_INVALID', `${uri}: lines of encoding ${encoding} have no key`, {
      hint: 'Have the job write two columns, as tsv-raw or tsv-escaped.',
    });
  }
  if (columns.length < 2) {
    throw kvError('SOURCE_INVALID', `${uri}: a line has ${columns.length} column, so a key and no value`, {
      hint: 'Have the job write two columns.',
    });
  }
  const { keyColumn = 0 } = options;
  const column =
    typeof keyColumn === 'number' ? keyColumn : columns.findIndex(({ name }) => name === keyColumn);
  if (column < 0 || column >= columns.length) {
    throw kvError('SOURCE_INVALID', `${uri} has no column ${keyColumn}`, {
      hint: `It has ${columns.map(({ name }) => name).join(', ')}.`,
    });
  }
  return { isEscaped: encoding === 'tsv-escaped', keyColumn: column };
}

function invalid(uri: string, reason: string, cause?: unknown) {
  return kvError('SOURCE_INVALID', `${uri} is no manifest of an output: ${reason}`, { cause });
}
