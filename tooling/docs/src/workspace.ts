import { resolve } from 'node:path';

/** The top of the repository. */
export const WORKSPACE = resolve(import.meta.dirname, '../../..');

/** Programs whose help is the command line reference, as a user calls them. */
export const PROGRAMS = [
  { call: 'npm start --', file: 'apps/api/src/main.ts' },
  { call: 'pnpm mapreduce', file: 'packages/mapreduce/src/cli.ts' },
  { call: 'pnpm kv', file: 'packages/kv/src/cli.ts' },
  { call: 'pnpm cost', file: 'packages/cost-model/src/cli.ts' },
  { call: 'pnpm deployer', file: 'packages/deployer/src/cli.ts' },
  { call: 'pnpm warehouse', file: 'packages/warehouse/src/cli.ts' },
] as const;
