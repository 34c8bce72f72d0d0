import type { RequestedRun, RunRequest } from '../engine/request-run.ts';

/** That a ref has come to be at a commit: what poll, webhook and hook tell of. */
export interface Push {
  /** As git has it: `refs/heads/main`. */
  readonly ref: string;
  readonly commit: string;
  readonly subject?: string | undefined;
  readonly author?: string | undefined;
}

/** The engine's: the same commit asked for twice is one run. */
export type RequestRun = (request: RunRequest) => Promise<RequestedRun>;

const HEADS = 'refs/heads/';
const REF_LENGTH_MAX = 250;

/** What a run of a ref has for a branch: its name, or of a tag or a pull request the whole ref. */
export function branchOfRef(ref: string): string | undefined {
  if (!isRef(ref)) return undefined;
  if (!ref.startsWith(HEADS)) return ref;
  const branch = ref.slice(HEADS.length);
  // It would be taken for a ref that it is not.
  return branch.startsWith('refs/') ? undefined : branch;
}

export function refOfBranch(branch: string): string {
  return branch.startsWith('refs/') ? branch : HEADS + branch;
}

/** As `git check-ref-format` has it: refs come from strangers, and go to git, paths and screens. */
export function isRef(ref: string): boolean {
  return (
    ref.length <= REF_LENGTH_MAX &&
    /^refs\/[^\p{Cc} ~^:?*[\\]+$/u.test(ref) &&
    !/\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[./]$|\/-/.test(ref)
  );
}

export function isCommit(commit: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit) && !/^0+$/.test(commit);
}
