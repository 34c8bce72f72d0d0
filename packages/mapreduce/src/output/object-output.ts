import { text } from 'node:stream/consumers';
import { joinUri, type Objects, type StoredObject } from '@oremill/runtime/objects';
import {
  AppError,
  EXECUTION_FILE,
  type Execution,
  executionSchema,
  MANIFEST_FILE,
  mapreduceError,
  type OutputManifest,
  outputManifestSchema,
} from '@oremill/types';
import { outputExists } from './output-exists.ts';
import { BESIDE_PARTS } from './own-files.ts';

const PART = /^part-\d{5,}-[0-9a-z]+(\.gz|\.zst|\.image)?$/;

/** Part 0 of this execution as an object: another execution's has another name, so that it is never written over. */
export function objectPartName(localName: string, executionId: string): string {
  return localName.replace(/^(part-\d+)/, `$1-${executionId}`);
}

export interface FoundOutput {
  /** Undefined when there is no output: it exists when its manifest does. */
  readonly manifest: OutputManifest | undefined;
  /** Parts that lie there, by name. */
  readonly parts: ReadonlyMap<string, StoredObject>;
}

/** What lies in the place of an output. Throws OUTPUT_EXISTS when that is, in part, not of a job. */
export async function findObjectOutput(target: string, objects: Objects): Promise<FoundOutput> {
  const parts = new Map<string, StoredObject>();
  let hasManifest = false;
  try {
    for await (const object of objects.list(target, { isShallow: true })) {
      const name = nameIn(target, object.uri);
      if (PART.test(name)) parts.set(name, object);
      else if (!BESIDE_PARTS.has(name)) throw notAnOutput(target, name);
      if (name === MANIFEST_FILE) hasManifest = true;
    }
    return { manifest: hasManifest ? await readManifest(target, objects) : undefined, parts };
  } catch (error) {
    throw asOutputError(error);
  }
}

/** Throws unless an output may be made there. */
export async function checkObjectOutput(target: string, overwrite: boolean, objects: Objects): Promise<void> {
  const { manifest } = await findObjectOutput(target, objects);
  if (manifest !== undefined && !overwrite) throw outputExists(target);
}

/** The state of the execution that wrote the output, as it was published. */
export async function readObjectExecution(target: string, objects: Objects): Promise<Execution | undefined> {
  const published = await readJson(joinUri(target, MANIFEST_FILE), objects);
  if (published === undefined) return undefined;
  const parsed = executionSchema.safeParse(await readJson(joinUri(target, EXECUTION_FILE), objects));
  return parsed.success ? parsed.data : undefined;
}

async function readManifest(target: string, objects: Objects): Promise<OutputManifest> {
  const parsed = outputManifestSchema.safeParse(await readJson(joinUri(target, MANIFEST_FILE), objects));
  if (parsed.success) return parsed.data;
  throw notAnOutput(target, MANIFEST_FILE);
}

async function readJson(uri: string, objects: Objects): Promise<unknown> {
  try {
    return JSON.parse(await text(await objects.read(uri)));
  } catch (error) {
    const isAbsent = error instanceof AppError && error.code === 'OBJECT_MISSING';
    if (isAbsent || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Below the folder; a bucket alone is one as well. */
function nameIn(target: string, uri: string): string {
  return uri.slice(target.length + 1);
}

function notAnOutput(target: string, name: string): Error {
  return mapreduceError('OUTPUT_EXISTS', `${target} holds ${name}, which is not of a job`, {
    hint: 'Choose another folder in the bucket.',
  });
}

/** What is wrong with an object, as what is wrong with an output. */
export function asOutputError(error: unknown): unknown {
  if (!(error instanceof AppError) || !/^(OBJECT_|URI_)/.test(error.code)) return error;
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  return mapreduceError('OUTPUT_UNWRITABLE', error.message, { ...hint, cause: error.cause });
}
