import { type AppError, kvError } from '@oremill/types';

/** In the words of Redis, which clients know: some look for another server then. */
export const FOLLOWER_READ_ONLY = "You can't write against a read only replica.";

export function followerReadOnly(): AppError {
  return kvError('READONLY', FOLLOWER_READ_ONLY, {
    hint: 'Write to its leader; kv promote makes this an ordinary server.',
  });
}
