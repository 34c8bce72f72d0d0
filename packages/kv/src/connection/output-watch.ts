/** On top of the time that a client may take nothing: a second for each MiB it is owed. */
const STALLED_MS_PER_BYTE = 1000 / (1024 * 1024);

/** Whether a client takes any of what it is owed. */
export class OutputWatch {
  writtenBytes = 0;
  #takenBytes = 0;
  #progressAtMs = 0;

  /** True when it has taken nothing for longer than this, and than so much needs. */
  isStalled(nowMs: number, owedBytes: number, stalledMsMax: number): boolean {
    // What is owed may also grow: only what the client takes is progress.
    const takenBytes = this.writtenBytes - owedBytes;
    if (owedBytes === 0 || takenBytes !== this.#takenBytes) {
      this.#takenBytes = takenBytes;
      this.#progressAtMs = nowMs;
      return false;
    }
    return nowMs - this.#progressAtMs > stalledMsMax + owedBytes * STALLED_MS_PER_BYTE;
  }
}
