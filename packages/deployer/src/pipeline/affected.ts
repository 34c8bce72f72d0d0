import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Affected, AppError, Pipeline } from '@oremill/types';
import { askGit } from '../change/ask-git.ts';
import { matchesPath } from '../change/match-path.ts';
import { type Packages, packagesOfNx, packagesOfTurbo } from './affected-packages.ts';
import { CONFIG_NAMES } from './config-file.ts';
import { didYouMean } from './near-name.ts';
import type { SkipReasons } from './plan-run.ts';
import { pipelineInvalid } from './problem.ts';

/** A change whose files are in a folder. */
export interface ChangeInFolder {
  /** A work tree of the repository, at the commit. */
  readonly folder: string;
  /** Where the change began. */
  readonly base: string;
  readonly commit: string;
  /** PATH, for turbo and nx where the repository has not installed them. */
  readonly searchPath: string;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Why steps that say what they are of are not done: nothing of that has changed. Where the config itself has changed,
 * every step is done. Throws TOOL_MISSING where a tool does not tell, PIPELINE_INVALID for a package it does not know.
 */
export async function findSkipReasons(pipeline: Pipeline, change: ChangeInFolder): Promise<SkipReasons> {
  const conditions = Object.entries(pipeline.steps).flatMap(([step, { affected }]) =>
    affected === undefined ? [] : [{ step, affected }],
  );
  if (conditions.length === 0) return new Map();
  const files = await changedFiles(change);
  if (CONFIG_NAMES.some((name) => files.includes(name))) return new Map();
  const uses = (tool: string) => conditions.some(({ affected }) => tool in affected);
  const told: Told = {
    files,
    turbo: uses('turbo') ? await packagesOfTurbo(change) : NO_PACKAGES,
    nx: uses('nx') ? await packagesOfNx(change) : NO_PACKAGES,
  };
  const reasons = new Map<string, string>();
  for (const { step, affected } of conditions) {
    const reason = whyUnaffected(affected, told, (name, message) =>
      pipelineInvalid([{ file: configOf(change.folder), path: ['steps', step, 'affected', name], message }]),
    );
    if (reason !== undefined) reasons.set(step, `${reason} since ${change.base.slice(0, 12)}`);
  }
  return reasons;
}

interface Told {
  readonly files: readonly string[];
  readonly turbo: Packages;
  readonly nx: Packages;
}

const NO_PACKAGES: Packages = { all: [], affected: new Set() };

function whyUnaffected(
  affected: Affected,
  told: Told,
  invalid: (name: string, message: string) => AppError,
): string | undefined {
  if ('paths' in affected) {
    const hasChanged = told.files.some((file) => affected.paths.some((glob) => matchesPath(glob, file)));
    return hasChanged ? undefined : `nothing in ${affected.paths.join(', ')} has changed`;
  }
  const [tool, name] =
    'turbo' in affected ? (['turbo', affected.turbo] as const) : (['nx', affected.nx] as const);
  const { all, affected: changed } = told[tool];
  if (!all.includes(name)) {
    throw invalid(tool, `${tool} knows no package "${name}"${didYouMean(name, all)}`);
  }
  return changed.has(name) ? undefined : `${tool} says that ${name} is not affected by what has changed`;
}

/** All that is not as it was at the base; of a file that was moved, both names. */
async function changedFiles({ base, commit, folder }: ChangeInFolder): Promise<string[]> {
  const words = ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', base, commit, '--'];
  return (await askGit(folder, words)).split('\0').filter((file) => file !== '');
}

function configOf(folder: string): string {
  return CONFIG_NAMES.find((name) => existsSync(join(folder, name))) ?? CONFIG_NAMES[0];
}
