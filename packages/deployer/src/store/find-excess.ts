import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreLimits } from './limits.ts';

export type KeptKind = 'log' | 'report' | 'artifact' | 'cache' | 'workspace';

/** What is kept on this machine, and removed as a whole. */
export interface Kept {
  readonly kind: KeptKind;
  /** Of a log, reports or a workspace the run; else the file. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly usedAtMs: number;
}

export interface Excess extends Kept {
  /** Too old, or the least recently used of more than there may be. */
  readonly reason: 'age' | 'quota';
}

/** What was used a moment ago may be wanted by a run that is not over, whatever the quota. */
const YOUNG_MS = 6 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

interface Rule {
  readonly kind: KeptKind;
  readonly folder: string;
  /** How many folders are above what is removed as a whole. */
  readonly depth: number;
  readonly days: (limits: StoreLimits) => number;
  readonly bytesMax?: (limits: StoreLimits) => number;
}

const RULES: readonly Rule[] = [
  { kind: 'log', folder: 'logs', depth: 0, days: (of) => of.logDays, bytesMax: (of) => of.logBytesMax },
  { kind: 'report', folder: 'reports', depth: 0, days: (of) => of.logDays },
  {
    kind: 'artifact',
    folder: 'artifacts',
    depth: 1,
    days: (of) => of.artifactDays,
    bytesMax: (of) => of.artifactBytesMax,
  },
  {
    kind: 'cache',
    folder: 'caches',
    depth: 2,
    days: (of) => of.cacheDays,
    bytesMax: (of) => of.cacheBytesMax,
  },
  { kind: 'workspace', folder: 'runs', depth: 0, days: (of) => of.workspaceDays },
];

/** What is more, or older, than the limits say, the oldest first. Nothing is changed. */
export async function findExcess(folder: string, limits: StoreLimits, nowMs: number): Promise<Excess[]> {
  const excess: Excess[] = [];
  for (const rule of RULES) {
    const kept = await listKept(rule, join(folder, rule.folder), rule.depth);
    excess.push(...excessOf(kept, rule.days(limits) * DAY_MS, rule.bytesMax?.(limits) ?? Infinity, nowMs));
  }
  return excess;
}

/** Of one kind. */
export function excessOf(kept: readonly Kept[], ageMsMax: number, bytesMax: number, nowMs: number): Excess[] {
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  return kept
    .toSorted((one, other) => one.usedAtMs - other.usedAtMs)
    .flatMap((one): Excess[] => {
      const ageMs = nowMs - one.usedAtMs;
      const reason = ageMs > ageMsMax ? 'age' : bytes > bytesMax && ageMs > YOUNG_MS ? 'quota' : undefined;
      if (reason === undefined) return [];
      bytes -= one.bytes;
      return [{ ...one, reason }];
    });
}

async function listKept(rule: Rule, folder: string, depth: number, prefix = ''): Promise<Kept[]> {
  if (!existsSync(folder)) return [];
  const kept: Kept[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    if (depth > 0 && entry.isDirectory()) kept.push(...(await listKept(rule, path, depth - 1, `${name}/`)));
    else kept.push({ kind: rule.kind, name, path, ...(await sizeOf(path)) });
  }
  return kept;
}

/** All that is in a folder, and the last change of any of it. */
async function sizeOf(path: string): Promise<{ bytes: number; usedAtMs: number }> {
  // Somebody else may remove it meanwhile.
  const status = await lstat(path).catch(() => undefined);
  if (status === undefined) return { bytes: 0, usedAtMs: 0 };
  let { mtimeMs: usedAtMs, size: bytes } = status;
  if (!status.isDirectory()) return { bytes, usedAtMs };
  for (const name of await readdir(path).catch(() => [])) {
    const part = await sizeOf(join(path, name));
    bytes += part.bytes;
    usedAtMs = Math.max(usedAtMs, part.usedAtMs);
  }
  return { bytes, usedAtMs };
}
