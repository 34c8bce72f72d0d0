import { deployerError } from '@oremill/types';
import type { State } from '../state/open-state.ts';

export interface FoundRepository {
  readonly id: string;
  readonly name: string;
  readonly targetBranch: string;
}

/** Throws REPOSITORY_MISSING. */
export async function findRepository(state: State, name: string): Promise<FoundRepository> {
  const found = await state
    .selectFrom('repositories')
    .select(['id', 'name', 'targetBranch'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (found !== undefined) return found;
  throw deployerError('REPOSITORY_MISSING', `there is no repository ${name}`, {
    hint: 'List those there are: deployer repositories list.',
  });
}
