import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownModule } from '@oremill/runtime/worker';
import type { Plugin } from 'esbuild';
import type { JobDefinition } from '../job/define-job.ts';

const pathOf = (module: string) => fileURLToPath(ownModule(`../${module}`, import.meta.url));

const INDEX = pathOf('index');
const PROJECTION_BYTES = fileURLToPath(import.meta.resolve('@oremill/json-fields/kernel-bytes'));
const SHUFFLE_BYTES = pathOf('kernel/kernel-bytes');
const FILE_RECORDS = pathOf('streaming/file-records');

/** The folder of the engine's own modules. */
export const ENGINE_ROOT = dirname(INDEX) + sep;

/**
 * Takes only what the tasks of this job need of the engine, and puts its kernels in. Adds to the roots the folders of
 * packages that are the engine's as well.
 */
export function enginePlugin(job: JobDefinition, roots: Set<string>): Plugin {
  const hasJson = job.steps.some(({ input }) => input.kind === 'json');
  const hasFiles = job.steps.some(({ input }) => input.kind === 'file');
  return {
    name: 'engine',
    setup(build) {
      build.onResolve({ filter: /^@oremill\/mapreduce$/ }, () => ({ path: INDEX, sideEffects: false }));
      // As when it is run: a job that lies where there is no zod gets the engine's.
      build.onResolve({ filter: /^zod(\/|$)/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === SEEN) return undefined;
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: SEEN });
        if (found.errors.length === 0) return { path: found.path };
        const ours = await build.resolve(path, { resolveDir: dirname(INDEX), kind, pluginData: SEEN });
        return ours.errors.length === 0 ? { path: ours.path } : { errors: ours.errors };
      });
      build.onResolve({ filter: /^file:/ }, ({ path, importer, resolveDir, kind }) =>
        build.resolve(fileURLToPath(path), { importer, resolveDir, kind }),
      );
      // What our modules do when they are imported is of no use to a job that uses nothing of them.
      build.onResolve(
        { filter: /^(\.|@oremill\/)/ },
        async ({ path, importer, resolveDir, kind, pluginData }) => {
          const isPackage = path.startsWith('@oremill/');
          if (pluginData === SEEN || !(isPackage || isInside(importer, roots))) return undefined;
          const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: SEEN });
          if (found.errors.length > 0) return { errors: found.errors };
          if (isPackage) roots.add(dirname(found.path) + sep);
          return { path: found.path, sideEffects: false };
        },
      );
      build.onLoad({ filter: /[/\\]kernel-bytes\.[jt]s$/ }, ({ path }) => {
        if (path !== PROJECTION_BYTES && path !== SHUFFLE_BYTES) return undefined;
        const isWanted = hasJson && path === PROJECTION_BYTES;
        return { contents: isWanted ? PROJECTION : NO_KERNEL, resolveDir: dirname(path) };
      });
      // It brings the client of an object store with it.
      build.onLoad({ filter: /[/\\]file-records\.[jt]s$/ }, ({ path }) =>
        path === FILE_RECORDS && !hasFiles ? { contents: '' } : undefined,
      );
    },
  };
}

const SEEN = Symbol('resolved by the engine plugin');

export function isInside(path: string, folders: ReadonlySet<string>): boolean {
  return [...folders].some((folder) => path.startsWith(folder));
}

const PROJECTION = `
import projection from './projection.wasm';
export const kernelBytes = () => projection;
`;

const NO_KERNEL = `
export const kernelBytes = () => { throw new Error('this bundle lacks a kernel'); };
`;
