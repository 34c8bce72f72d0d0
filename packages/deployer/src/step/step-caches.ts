import { AppError, type PipelineCache } from '@oremill/types';
import type { CacheName } from '../store/caches.ts';
import type { StepTools } from './step-runner.ts';
import type { StepWork } from './step-work.ts';

const WORDS = {
  hit: 'was restored',
  near: 'was restored, of another key',
  missed: 'is empty',
  there: 'is in the workspace',
} as const;

interface Restored {
  readonly name: CacheName;
  readonly cache: PipelineCache;
  readonly key: string;
  readonly found: keyof typeof WORDS | undefined;
}

/** Brings back what runs before have kept. What it returns keeps what there is now, of caches that had not this very key. */
export async function restoreCaches(
  work: StepWork,
  root: string,
  { caches, say }: StepTools,
): Promise<() => Promise<void>> {
  const restored: Restored[] = [];
  for (const cacheName of work.planned.definition.caches) {
    const cache = work.pipeline.caches[cacheName];
    if (cache === undefined) continue;
    const name = { repository: work.repository, name: cacheName };
    const key = await caches.keyOf(cache, root);
    const found = await orSay(say, cacheName, () => caches.restore(name, cache, key, root));
    if (found !== undefined) say(`the cache ${cacheName} ${WORDS[found]}`);
    restored.push({ name, cache, key, found });
  }
  return async () => {
    for (const { cache, found, key, name } of restored) {
      // Of one without a key the content changes; the first step of a run that has it keeps what it became.
      if (cache.key.length === 0 ? found === 'there' : caches.has(name, key)) continue;
      if (!work.isTrusted) say(`the cache ${name.name} is not filled by a run of a fork`);
      else {
        const saved = await orSay(say, name.name, () => caches.save(name, cache, key, root));
        if (saved !== undefined)
          say(`the cache ${name.name} was filled: ${saved.files} files, ${saved.bytes} bytes`);
      }
    }
  };
}

/** Without its cache a step is slower, not wrong. */
async function orSay<Result>(
  say: StepTools['say'],
  name: string,
  act: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    const reason = error instanceof AppError ? error.message : String((error as Error).message);
    say(`the cache ${name} cannot be used: ${reason}`);
    return undefined;
  }
}
