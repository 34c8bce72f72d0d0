import { createReadStream, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { joinUri, type Objects } from '@oremill/runtime/objects';
import {
  AppError,
  type Execution,
  MANIFEST_FILE,
  mapreduceError,
  type Part,
  SUCCESS_FILE,
} from '@oremill/types';
import { findObjectOutput } from './object-output.ts';
import { outputExists } from './output-exists.ts';
import type { OutputPaths } from './output-paths.ts';
import { SIDE_FILES } from './own-files.ts';

export interface PublishObjectsInput {
  /** Succeeded, with the manifest of the parts as objects. */
  readonly execution: Execution;
  readonly paths: OutputPaths & { readonly target: string };
  readonly overwrite: boolean;
  readonly objects: Objects;
  readonly signal: AbortSignal;
}

const UPLOADS_AT_ONCE = 4;
const ATTEMPTS_MAX = 3;
/** Before the second attempt; four times as long before each further one. */
const PAUSE_MS = 250;

/**
 * Uploads a complete partial folder and removes it. Parts have names of their own, and are there before the manifest
 * that makes an output of them: until then readers see no output, or the one that is replaced, whole. What is broken
 * off leaves the folder, and can be resumed.
 */
export async function publishToObjects(input: PublishObjectsInput): Promise<void> {
  const { execution, paths, overwrite, objects } = input;
  const { target, partial } = paths;
  const before = await findObjectOutput(target, objects);
  const parts = execution.manifest?.parts ?? [];
  const isOurs = isDeepStrictEqual(before.manifest?.parts, parts);
  if (before.manifest !== undefined && !overwrite && !isOurs) throw outputExists(target);

  await eachOf(parts, UPLOADS_AT_ONCE, async ({ path, bytes }) => {
    // What an earlier attempt of this execution has uploaded already.
    if (before.parts.get(path)?.bytes === bytes) return;
    await upload(input, join(partial, localName(path, execution.id)), path);
  });
  const uploaded = await findObjectOutput(target, objects);
  const missing = parts.find(({ path, bytes }) => uploaded.parts.get(path)?.bytes !== bytes);
  if (missing !== undefined) throw uploadFailed(target, `${missing.path} is not there as it was uploaded`);

  for (const name of SIDE_FILES) {
    if (statSync(join(partial, name), { throwIfNoEntry: false }))
      await upload(input, join(partial, name), name);
  }
  if (!isOurs) await uploadManifest(input, parts);
  await upload(input, join(partial, SUCCESS_FILE), SUCCESS_FILE);

  // Of the output that was replaced, and of executions that never ended.
  const kept = new Set(parts.map(({ path }) => path));
  const stale = [...uploaded.parts].filter(([name]) => !kept.has(name));
  await eachOf(stale, UPLOADS_AT_ONCE, ([, { uri }]) => objects.remove(uri));
  rmSync(partial, { recursive: true, force: true });
}

/** An attempt may have arrived although its answer did not: then the next one finds our own manifest. */
async function uploadManifest(input: PublishObjectsInput, parts: readonly Part[]): Promise<void> {
  const { paths, overwrite, objects } = input;
  try {
    await upload(input, join(paths.partial, MANIFEST_FILE), MANIFEST_FILE, { isNew: !overwrite });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'OUTPUT_EXISTS') throw error;
    const { manifest } = await findObjectOutput(paths.target, objects);
    if (!isDeepStrictEqual(manifest?.parts, parts)) throw error;
  }
}

function localName(objectName: string, executionId: string): string {
  return objectName.replace(`-${executionId}`, '');
}

async function upload(
  { paths: { target }, objects, signal }: PublishObjectsInput,
  path: string,
  name: string,
  { isNew = false } = {},
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    const source = createReadStream(path);
    try {
      await objects.publish(joinUri(target, name), source, { isNew, signal });
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError && error.code === 'OBJECT_EXISTS') throw outputExists(target);
      if (!(error instanceof AppError) || attempt === ATTEMPTS_MAX) {
        throw uploadFailed(target, error instanceof Error ? error.message : String(error), error);
      }
    } finally {
      source.destroy();
    }
    await sleep(PAUSE_MS * 4 ** (attempt - 1), undefined, { signal });
  }
}

function uploadFailed(target: string, reason: string, cause?: unknown): Error {
  return mapreduceError('UPLOAD_FAILED', `the output could not be uploaded to ${target}: ${reason}`, {
    hint: `All of it is made. When the server answers again: mapreduce resume ${target}`,
    cause,
  });
}

/** Does something for each item, so many at once; the first failure ends it, once what has begun is over. */
async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  let failure: { error: unknown } | undefined;
  const work = async (): Promise<void> => {
    for (const item of left) {
      if (failure !== undefined) return;
      try {
        await act(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failure !== undefined) throw failure.error;
}
