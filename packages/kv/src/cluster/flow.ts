import { setTimeout as wait } from 'node:timers/promises';

/** Whether, and how fast, a worker may send: it can be told otherwise at any time. */
export class Flow {
  readonly #freeAtMs = new Map<string, number>();
  #bytesPerSecond: number | undefined;
  #isPaused = false;
  #waiting: (() => void)[] = [];

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** To each node; undefined: as fast as it takes them. */
  limit(bytesPerSecond: number | undefined): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#freeAtMs.clear();
  }

  /** Resolves when so many bytes may be sent to a node. */
  async take(node: string, bytes: number): Promise<void> {
    while (this.#isPaused) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#bytesPerSecond === undefined) return;
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, this.#freeAtMs.get(node) ?? 0);
    this.#freeAtMs.set(node, startMs + (bytes / this.#bytesPerSecond) * 1000);
    if (startMs > nowMs) await wait(startMs - nowMs);
  }
}
