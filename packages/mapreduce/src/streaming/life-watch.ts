/** Between two looks, at most. */
const LOOK_MS_MAX = 1000;

/** Ends what gives no sign of life for too long. */
export class LifeWatch {
  quietMs: number | undefined;
  #seenAtMs = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(quietMsMax: number | undefined, end: () => void) {
    if (quietMsMax === undefined) return;
    this.#timer = setInterval(
      () => {
        const quietMs = performance.now() - this.#seenAtMs;
        if (quietMs <= quietMsMax) return;
        this.quietMs = quietMs;
        end();
      },
      Math.min(LOOK_MS_MAX, quietMsMax / 4),
    );
    this.#timer.unref();
  }

  see(): void {
    this.#seenAtMs = performance.now();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
