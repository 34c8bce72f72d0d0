import { deployerError, parseBytes } from '@oremill/types';
import { z } from 'zod';

const GIB = 1024 ** 3;
const bytes = z.number().int().positive();
const days = z.number().positive();

/** How long, and how much, is kept of what steps leave on this machine. */
export const storeLimitsSchema = z.object({
  logDays: days.default(90).describe('Logs of runs, days since they were written'),
  logBytesMax: bytes.default(20 * GIB).describe('All logs; the oldest go first, bytes'),
  stepLogBytesMax: bytes.default(GIB / 4).describe('Of one attempt of a step; the rest is cut, bytes'),
  artifactDays: days.default(30).describe('Artifacts, days since a step used them'),
  artifactBytesMax: bytes
    .default(20 * GIB)
    .describe('All artifacts; the least recently used go first, bytes'),
  cacheDays: days.default(30).describe('Caches, days since a step used them'),
  cacheBytesMax: bytes.default(20 * GIB).describe('All caches; the least recently used go first, bytes'),
  archiveBytesMax: bytes.default(4 * GIB).describe('One artifact or cache, before it is compressed, bytes'),
  workspaceDays: days.default(7).describe('Workspaces that a lost engine has left, days'),
});
export type StoreLimits = z.infer<typeof storeLimitsSchema>;

/** From variables: `artifactBytesMax` is OREMILL_ARTIFACT_BYTES_MAX, with a unit: 20GiB. */
export function storeLimitsOf(environment: NodeJS.ProcessEnv): StoreLimits {
  const given = Object.keys(storeLimitsSchema.shape).flatMap((name) => {
    const variable = `OREMILL_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
    const text = environment[variable];
    if (text === undefined || text === '') return [];
    const value = name.endsWith('Days') ? Number(text) : parseBytes(text);
    if (value !== undefined && value > 0) return [[name, value] as const];
    throw deployerError('LIMIT_INVALID', `${variable} is ${JSON.stringify(text)}`, {
      hint: name.endsWith('Days') ? 'It is a number of days: 30.' : 'It is a size: 20GiB.',
    });
  });
  return storeLimitsSchema.parse(Object.fromEntries(given));
}
