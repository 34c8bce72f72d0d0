import { matchObjects, type Objects, type StoredObject } from '@oremill/runtime/objects';
import { mapreduceError } from '@oremill/types';
import type { SourceFile } from './find-inputs.ts';
import { asInputError } from './object-error.ts';

/** The objects that `s3://bucket/key`, a folder or a glob in the key stand for, sorted. */
export async function findObjects(input: string, objects: Objects): Promise<SourceFile[]> {
  const found = await matchOrExplain(input, objects);
  if (found.length === 0) {
    throw mapreduceError('INPUT_MISSING', `no object matches ${input}`, {
      hint: 'Objects in folders below are found by a glob: s3://bucket/folder/**/*.jsonl',
    });
  }
  return found.map(({ uri, bytes, version, modifiedAt }) => ({
    path: uri,
    bytes,
    version,
    modifiedMs: modifiedAt.getTime(),
  }));
}

async function matchOrExplain(input: string, objects: Objects): Promise<StoredObject[]> {
  try {
    return await matchObjects(input, objects);
  } catch (error) {
    throw asInputError(error);
  }
}
