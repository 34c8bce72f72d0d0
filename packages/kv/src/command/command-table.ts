import type { Command } from './command.ts';
import { Histogram } from './histogram.ts';
import type { KnownCommand } from './server-state.ts';

const SLOTS = 1024;

/** Bit 5 is what differs between the cases of an ASCII letter. */
const LOWER_CASE = 0x20;

/** Finds a command by the bytes of its name, in any case, and makes no string of them. */
export class CommandTable {
  readonly #commands: readonly KnownCommand[];
  readonly #names: readonly Uint8Array[];
  /** Index of a command plus one; open addressing. */
  readonly #slots = new Uint16Array(SLOTS);

  constructor(commands: readonly Command[]) {
    this.#commands = commands.map((command) => ({
      command,
      durations: new Histogram(),
      failures: 0,
      refusals: 0,
    }));
    this.#names = commands.map(({ name }) => Buffer.from(name));
    for (const [index, name] of this.#names.entries()) {
      let slot = hash(name, 0, name.length);
      while (this.#slots[slot] !== 0) slot = (slot + 1) % SLOTS;
      this.#slots[slot] = index + 1;
    }
  }

  all(): readonly KnownCommand[] {
    return this.#commands;
  }

  find(name: string): KnownCommand | undefined {
    const bytes = Buffer.from(name);
    return this.findBytes(bytes, 0, bytes.length);
  }

  findBytes(bytes: Uint8Array, from: number, to: number): KnownCommand | undefined {
    let slot = hash(bytes, from, to);
    for (;;) {
      const index = (this.#slots[slot] as number) - 1;
      if (index === -1) return undefined;
      if (isName(this.#names[index] as Uint8Array, bytes, from, to)) return this.#commands[index];
      slot = (slot + 1) % SLOTS;
    }
  }
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = to - from;
  // The longest name has 12 bytes; what is longer differs anyway.
  const end = Math.min(to, from + 12);
  for (let at = from; at < end; at++)
    value = (Math.imul(value, 31) + ((bytes[at] as number) | LOWER_CASE)) | 0;
  return (value ^ (value >>> 10)) & (SLOTS - 1);
}

function isName(name: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index++) {
    if (((bytes[from + index] as number) | LOWER_CASE) !== name[index]) return false;
  }
  return true;
}
