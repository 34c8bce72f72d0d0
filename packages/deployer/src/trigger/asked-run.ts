import { type Actor, deployerError, type RequestRun } from '@oremill/types';
import { findRepository, type RunRequest } from '../engine/request-run.ts';
import type { Mirrors } from '../workspace/mirrors.ts';
import { newestCommit } from './list-refs.ts';
import { branchOfRef, refOfBranch } from './push.ts';
import { checkUrl } from './repository-url.ts';
import type { TriggersWorld } from './triggers.ts';

/**
 * What a person asks for: of the target branch unless one is named, of its newest commit unless one is. A commit that no
 * branch or tag of the repository has may be of a fork, whoever asks for it.
 */
export async function requestAsked(
  { repository, reason, again, ...asked }: RequestRun,
  by: Actor,
  world: TriggersWorld,
  mirrors: Mirrors,
): Promise<RunRequest> {
  const found = await findRepository(world.state, repository);
  const url = checkUrl(found.url, world.roots);
  const branch = asked.branch ?? found.targetBranch;
  if (branchOfRef(refOfBranch(branch)) === undefined) {
    throw deployerError('COMMIT_MISSING', `${JSON.stringify(branch)} is no name of a branch or tag`, {
      hint: 'It is named as git has it: main, or refs/tags/v1.',
    });
  }
  const commit = asked.commit ?? (await newestCommit(branch, { ...world, url }));
  const isOfRef = branch.startsWith('refs/') && !branch.startsWith('refs/tags/');
  const fromFork =
    isOfRef || (asked.commit !== undefined && !(await hasOnRef({ name: repository, url }, commit, mirrors)));
  const trigger = { kind: 'person', by: by.name, reason, fromFork } as const;
  return { repository, branch, commit, trigger, isAgain: again };
}

/** What the mirror has already is not asked for again. */
async function hasOnRef(
  repository: { readonly name: string; readonly url: string },
  commit: string,
  mirrors: Mirrors,
): Promise<boolean> {
  if (await mirrors.hasOnRef(repository.name, commit)) return true;
  await mirrors.fetch(repository);
  return mirrors.hasOnRef(repository.name, commit);
}
