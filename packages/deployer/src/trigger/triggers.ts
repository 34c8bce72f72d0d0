import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangesWorld } from '../access/changes.ts';
import { type PollWorld, startLooks } from './poll.ts';
import { PushWatch } from './push-watch.ts';
import { startDue } from './schedule.ts';
import { forgetDeliveries } from './webhook.ts';

export interface TriggersWorld extends ChangesWorld, PollWorld {
  /** The server's own, for secrets of webhooks that are in it. */
  readonly environment: NodeJS.ProcessEnv;
}

const TICK_MS = 1_000;
const LOOKS_AT_ONCE_MAX = 8;
/** Folders are watched; where that fails, on a network disk say, words of pushes are found by then. */
const TAKE_EVERY_MS = 5_000;
const FORGET_EVERY_MS = 60 * 60_000;

/** Notices changes without being asked: looks at repositories, hears of pushes, keeps to schedules. */
export class Triggers {
  readonly #world: TriggersWorld;
  readonly #stop = new AbortController();
  readonly #loops: readonly Promise<void>[];
  readonly #looks = new Set<Promise<void>>();
  readonly #watches = new Map<string, PushWatch>();

  constructor(world: TriggersWorld) {
    this.#world = { ...world, signal: this.#stop.signal };
    this.#loops = [
      this.#repeat(TICK_MS, () => this.#look()),
      this.#repeat(TICK_MS, () => startDue(this.#world)),
      this.#repeat(TICK_MS, () => this.#watch()),
      this.#repeat(TAKE_EVERY_MS, async () => this.#takeAll()),
      this.#repeat(FORGET_EVERY_MS, () => forgetDeliveries(this.#world)),
    ];
  }

  /** What is under way is cut off: the next start, or another engine, does it again. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#loops, ...this.#looks]);
    await Promise.all([...this.#watches.values()].map((one) => one.close()));
  }

  /** A repository that does not answer holds up no other: looks are counted, and not waited for. */
  async #look(): Promise<void> {
    const free = LOOKS_AT_ONCE_MAX - this.#looks.size;
    if (free === 0) return;
    for (const look of await startLooks(this.#world, free)) {
      const counted = look.catch((error: unknown) => this.#tell(error));
      this.#looks.add(counted);
      void counted.finally(() => this.#looks.delete(counted));
    }
  }

  /** Hooks are installed and removed while this runs, by commands as well. */
  async #watch(): Promise<void> {
    const { state } = this.#world;
    const rows = await state
      .selectFrom('repositories')
      .selectAll()
      .where('hookFolder', 'is not', null)
      .execute();
    const wanted = new Map(rows.map((row) => [`${row.id} ${row.hookFolder}`, row]));
    for (const [key, one] of this.#watches) {
      if (wanted.has(key)) continue;
      this.#watches.delete(key);
      await one.close();
    }
    for (const [key, row] of wanted) {
      if (!this.#watches.has(key)) this.#watches.set(key, new PushWatch(this.#world, row));
    }
  }

  #takeAll(): void {
    for (const one of this.#watches.values()) one.take();
  }

  async #repeat(everyMs: number, act: () => Promise<unknown>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await act().catch((error: unknown) => this.#tell(error));
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  /** The database may be away for a while. */
  #tell(err: unknown): void {
    if (!this.#stop.signal.aborted) this.#world.log.warn({ err }, 'changes may be noticed later');
  }
}
