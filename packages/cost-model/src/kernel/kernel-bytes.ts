import { readFileSync } from 'node:fs';

/** The compiled kernel that lies beside this module. A bundle has another module in this one's place, with the bytes in it. */
export function kernelBytes(name: string): Uint8Array {
  return readFileSync(new URL(`./${name}.wasm`, import.meta.url));
}
