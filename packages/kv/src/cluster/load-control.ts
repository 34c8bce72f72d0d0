import type { ToWorker } from './messages.ts';

/** Slows a load down, halts it, and lets it go on, from outside. */
export class LoadControl {
  #isPaused = false;
  #bytesPerSecond: number | undefined;
  #tell: (message: ToWorker) => void = () => {};

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** To each node, by all workers together. */
  get bytesPerSecond(): number | undefined {
    return this.#bytesPerSecond;
  }

  /** What is under way is still acknowledged. */
  pause(): void {
    this.#isPaused = true;
    this.#tell({ kind: 'pause' });
  }

  resume(): void {
    this.#isPaused = false;
    this.#tell({ kind: 'resume' });
  }

  /** To each node; undefined: as fast as it takes them. */
  limit(bytesPerSecond: number | undefined): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#tell({ kind: 'limit', bytesPerSecond });
  }

  /** Whom it controls from now on. */
  attach(tell: (message: ToWorker) => void): void {
    this.#tell = tell;
  }
}
