import * as nodeModule from 'node:module';

/** What a job module imports and may not find from where it lies. */
const OURS = /^(@oremill\/(mapreduce|kv)|zod)(\/|$)/;
/** Where that is looked for besides: from here, and from the package beside this one that outputs come from. */
const PARENTS = [
  import.meta.url,
  new URL('../kv/package.json', import.meta.url.replace(/(dist\/)?src\/job\/[^/]+$/, '')).href,
];

let isRegistered = false;

/**
 * Lets a job module lie anywhere: where its own folder has no `@oremill/mapreduce`, `@oremill/kv` or `zod` to import, it
 * gets those of this installation. Each thread has to ask for itself.
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
        for (const parentURL of PARENTS) {
          try {
            return nextResolve(specifier, { ...context, parentURL });
          } catch {
            // The words that name the job's own folder are the ones to tell.
          }
        }
        throw error;
      }
    },
  });
}
