import * as nodeModule from 'node:module';

/** What a job module imports and may not find from where it lies. */
const OURS = /^(@oremill\/mapreduce|zod)(\/|$)/;

let isRegistered = false;

/**
 * Lets a job module lie anywhere: where its own folder has no `@oremill/mapreduce` or `zod` to import, it gets those of
 * this engine. Each thread has to ask for itself.
 */
export function resolveEngineForJobs(): void {
  if (isRegistered) return;
  isRegistered = true;
  // A bundle, which has all that it needs, also runs on a Node that cannot be asked.
  if (!('registerHooks' in nodeModule)) return;
  nodeModule.registerHooks({
    resolve(specifier, context, nextResolve) {
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        if (!OURS.test(specifier)) throw error;
        return nextResolve(specifier, { ...context, parentURL: import.meta.url });
      }
    },
  });
}
