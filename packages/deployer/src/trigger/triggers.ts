import type { ChangesWorld } from '../access/changes.ts';
import type { PollWorld } from './poll.ts';

export interface TriggersWorld extends ChangesWorld, PollWorld {
  readonly environment: NodeJS.ProcessEnv;
}
