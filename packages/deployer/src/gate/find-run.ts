import { deployerError } from '@oremill/types';
import type { State } from '../state/open-state.ts';

/** The id of a run that is told by its id, or as `repository#number`. Throws RUN_MISSING. */
export async function findRun(state: State, told: string): Promise<string> {
  const [, repository, number] = /^(.+)#(\d{1,9})$/.exec(told) ?? [];
  const found = await state
    .selectFrom('runs')
    .innerJoin('repositories', 'repositories.id', 'runs.repositoryId')
    .select('runs.id')
    .where((is) =>
      repository === undefined
        ? is('runs.id', '=', told)
        : is.and([is('repositories.name', '=', repository), is('runs.number', '=', Number(number))]),
    )
    .executeTakeFirst();
  if (found !== undefined) return found.id;
  throw deployerError('RUN_MISSING', `there is no run ${told}`, {
    hint: 'A run is its id, or repository#number. List those there are: deployer runs.',
  });
}
