/** Changes of one thing wait for each other; those of different things do not. */
export class ChangeQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  run<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const change = before.then(act);
    const over = change.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(name, over);
    void over.then(() => {
      if (this.#last.get(name) === over) this.#last.delete(name);
    });
    return change;
  }

  /** Resolves when all that were asked for have come to their ends. */
  async end(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
