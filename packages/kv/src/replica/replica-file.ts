import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { z } from 'zod';

const replicaFileSchema = z.object({
  /** As it is shown: `redis://user@host:port`. */
  leader: z.string(),
  /** A promoted store has writes of its own, which following again would undo. */
  state: z.enum(['following', 'promoted']),
});
export type ReplicaFile = z.infer<typeof replicaFileSchema>;

const fileOf = (storeFolder: string): string => join(storeFolder, 'replica.json');

/** Undefined in a store that never followed another one. Throws CONFIG_INVALID. */
export function readReplicaFile(storeFolder: string): ReplicaFile | undefined {
  const path = fileOf(storeFolder);
  if (!existsSync(path)) return undefined;
  try {
    return replicaFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw kvError('CONFIG_INVALID', `${path} does not say whom this store follows`, {
      hint: 'It was changed by hand. Begin with an empty data folder: a replica pulls all it needs.',
      cause: error,
    });
  }
}

export function writeReplicaFile(storeFolder: string, file: ReplicaFile): void {
  writeFileAtomic(fileOf(storeFolder), `${JSON.stringify(file)}\n`, 0o600);
}

/** Throws CONFIG_INVALID where following would undo what was written here. */
export function checkMayFollow(before: ReplicaFile | undefined, storeFolder: string, isEmpty: boolean): void {
  if (before?.state === 'promoted') {
    throw kvError('CONFIG_INVALID', `${storeFolder} was promoted: it is nobody's replica any more`, {
      hint: 'Serve it without --replica-of; or, to follow and lose what was written here, begin with an empty data folder.',
    });
  }
  if (before === undefined && !isEmpty) {
    throw kvError('CONFIG_INVALID', `${storeFolder} has datasets of its own, and a replica has none`, {
      hint: 'Begin with an empty data folder (OREMILL_DATA).',
    });
  }
}
