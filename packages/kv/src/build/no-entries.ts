import { kvError } from '@oremill/types';

export function noEntries(sources: readonly string[]): Error {
  return kvError('SOURCE_INVALID', `there are no entries in ${sources.join(', ')}`, {
    hint: 'Look whether what makes them failed. Say that an empty version is meant: --allow-empty, or allowsEmpty.',
  });
}
