import { hasEnded, type Run } from '@oremill/types';
import type { State } from '../state/open-state.ts';
import { countOpen, readRun } from './read-runs.ts';
import type { RunFeed } from './run-feed.ts';

/** Resolves with a run when it has ended. Throws RUN_MISSING. */
export async function runEnded(state: State, feed: RunFeed, id: string): Promise<Run> {
  await readRun(state, id);
  return new Promise((resolve, reject) => {
    let last: Run | undefined;
    feed.follow(
      {
        push({ data }) {
          last = data;
          return true;
        },
        end() {
          if (last === undefined || !hasEnded(last)) reject(new Error('the deployer was closed'));
          else resolve(last);
        },
      },
      { runId: id },
    );
  });
}

/** Resolves when no run is queued or running, whichever engine does them. */
export async function allEnded(state: State, feed: RunFeed): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = () =>
    countOpen(state).then((count) => {
      if (count === 0) resolve();
    }, reject);
  const following = feed.follow({
    push() {
      void look();
      return true;
    },
    end: resolve,
  });
  void look();
  try {
    await promise;
  } finally {
    following.close();
  }
}
