import { deployerError } from '@oremill/types';
import { z } from 'zod';
import type { ChangeInFolder } from './affected.ts';
import { runTool } from './run-tool.ts';

/** Names of packages, as the tool of a repository has them. */
export interface Packages {
  readonly all: readonly string[];
  readonly affected: ReadonlySet<string>;
}

const TOOL_MS_MAX = 120_000;

/** What turbo's own graph says. */
export async function packagesOfTurbo(change: ChangeInFolder): Promise<Packages> {
  const env = { TURBO_SCM_BASE: change.base, TURBO_SCM_HEAD: change.commit };
  const ask = async (...flags: string[]) => {
    const args = ['ls', ...flags, '--output=json'];
    return namesOfTurbo(await runTool({ ...callOf(change), tool: 'turbo', args, env }));
  };
  return { all: await ask(), affected: new Set(await ask('--affected')) };
}

/** What nx's own graph says. */
export async function packagesOfNx(change: ChangeInFolder): Promise<Packages> {
  const ask = async (...flags: string[]) => {
    const args = ['show', 'projects', ...flags];
    const lines = await runTool({ ...callOf(change), tool: 'nx', args, env: {} });
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
  const range = [`--base=${change.base}`, `--head=${change.commit}`];
  return { all: await ask(), affected: new Set(await ask('--affected', ...range)) };
}

function callOf({ folder, searchPath, signal, timeoutMs = TOOL_MS_MAX }: ChangeInFolder) {
  return { folder, searchPath, timeoutMs, signal: signal ?? new AbortController().signal };
}

const turboSchema = z.object({ packages: z.object({ items: z.array(z.object({ name: z.string() })) }) });

function namesOfTurbo(lines: readonly string[]): string[] {
  try {
    return turboSchema.parse(JSON.parse(lines.join('\n'))).packages.items.map(({ name }) => name);
  } catch (cause) {
    throw deployerError('TOOL_MISSING', 'turbo ls --output=json says something else than packages', {
      hint: 'turbo 2.4 or newer is needed.',
      cause,
    });
  }
}
