import { say } from '@oremill/runtime/cli';
import type { Run } from '@oremill/types';
import type { Deployer } from '../deployer.ts';

/** Says what happens in a run until it has ended. */
export async function followRun(deployer: Deployer, id: string): Promise<Run> {
  const said = new Map<string, string>();
  const sayOnce = (name: string, state: string, text: string) => {
    if (said.get(name) === state) return;
    said.set(name, state);
    say(text);
  };
  const following = deployer.feed.follow(
    {
      push({ data }) {
        sayOnce('', data.state, `the run is ${data.state}`);
        for (const { name, reason, state } of data.steps) {
          if (state === 'waiting') continue;
          sayOnce(name, state, `${name} ${state}${reason === undefined ? '' : `: ${reason}`}`);
        }
        return true;
      },
      end() {},
    },
    { runId: id },
  );
  try {
    return await deployer.ended(id);
  } finally {
    following.close();
  }
}
