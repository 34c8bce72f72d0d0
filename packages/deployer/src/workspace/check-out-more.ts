import { deployerError, type Pipeline } from '@oremill/types';
import { type Git, type GitOptions, remoteOptions } from './git.ts';

export interface CheckOutOptions {
  /** A work tree whose commit is there. */
  readonly folder: string;
  /** Of the repository: addresses of submodules may be told from there. */
  readonly url: string;
  readonly signal?: AbortSignal | undefined;
}

/** As `git lfs install` writes it to the settings of a person. */
const LFS_FILTER = {
  'filter.lfs.clean': 'git-lfs clean -- %f',
  'filter.lfs.smudge': 'git-lfs smudge -- %f',
  'filter.lfs.process': 'git-lfs filter-process',
  'filter.lfs.required': 'true',
};

/** Brings what a commit only names: repositories in repositories, and large files. */
export async function checkOutMore(
  { lfs, submodules }: Pipeline['checkout'],
  { folder, signal, url }: CheckOutOptions,
  git: Git,
): Promise<void> {
  const remote = remoteOptions(url);
  const options: GitOptions = { folder, ...remote, ...(signal === undefined ? {} : { signal }) };
  if (submodules) {
    // Of a repository that is elsewhere, none is taken from the folders of this machine.
    const isHere = url.startsWith('/') || url.startsWith('file:');
    const protocols = isHere ? 'file:git:http:https:ssh' : 'git:http:https:ssh';
    const env = { ...remote.env, GIT_ALLOW_PROTOCOL: protocols };
    // Addresses of a run before are in the mirror, which all work trees share.
    await git(['submodule', 'sync', '--recursive', '--quiet'], { ...options, env });
    await git(['submodule', 'update', '--init', '--recursive', '--quiet'], { ...options, env });
  }
  if (lfs) {
    await git(['lfs', 'version'], options).catch((cause) => {
      throw deployerError(
        'TOOL_MISSING',
        'the pipeline asks for large files, and git-lfs is not on this machine',
        {
          hint: 'Install git-lfs.',
          cause,
        },
      );
    });
    await git(['lfs', 'pull'], {
      ...options,
      env: { ...remote.env, GIT_LFS_SKIP_SMUDGE: '0' },
      config: { ...remote.config, ...LFS_FILTER },
    });
  }
}
