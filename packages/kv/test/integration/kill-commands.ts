interface Commanded {
  set(key: Buffer, value: Buffer): void;
  delete(key: Buffer): boolean;
}

const KEYS = 700;
const VALUE_BYTES_MAX = 600;

/** The n-th command, always the same: mostly a set, whose value begins with `n=<n>;`, else a deletion. */
export function doCommand(target: Commanded, n: number): void {
  const mixed = Math.imul(n, 0x9e37_79b1) >>> 0;
  const key = Buffer.from(`key ${mixed % KEYS}`);
  if (n % 13 === 0) target.delete(key);
  else target.set(key, Buffer.from(`n=${n};`.padEnd(mixed % VALUE_BYTES_MAX, 'v')));
}

/** All entries after so many commands. */
export class CommandModel {
  readonly entries = new Map<string, string>();
  done = 0;

  advanceTo(n: number): void {
    const target: Commanded = {
      set: (key, value) => this.entries.set(key.toString(), value.toString()),
      delete: (key) => this.entries.delete(key.toString()),
    };
    while (this.done < n) doCommand(target, ++this.done);
  }

  /** Whether these are the entries now. */
  is(entries: ReadonlyMap<string, string>): boolean {
    if (entries.size !== this.entries.size) return false;
    for (const [key, value] of entries) if (this.entries.get(key) !== value) return false;
    return true;
  }
}
