import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** All that decides which bytes come out. */
export const RECIPE = {
  /** The Rust package that carries zstd's C sources as they were released. */
  crate: {
    name: 'zstd-sys',
    version: '2.0.16+zstd.1.5.7',
    sha256: '91e19ebc2adc8f83e43039e79776e3fda8ca919132d68a1fed6a5faca2683748',
  },
  /** Other versions give other bytes, which `--check` would take for a change. */
  compiler: 'clang version 14.0.6',
  /** All but the code for formats before 2016 and the trainers that are not called. */
  folders: ['common', 'compress', 'decompress'],
  trainer: ['zdict.c', 'cover.c', 'fastcover.c'],
  flags: [
    '--target=wasm32',
    '-ffreestanding',
    '-fno-builtin',
    '-nostdlib',
    '-O3',
    // memory.copy for memcpy: a fifth faster to read than a loop of vectors. Vectors elsewhere gained nothing.
    '-mbulk-memory',
    '-ffunction-sections',
    '-DDEBUGLEVEL=0',
    '-DZSTD_LEGACY_SUPPORT=0',
    '-DZSTD_NO_INTRINSICS',
    '-DZSTD_STRIP_ERROR_STRINGS',
    '-DZSTD_TRACE=0',
    // Below all else, so that a stack that overflows traps and overwrites nothing.
    '-Wl,--stack-first,-z,stack-size=262144',
    '-Wl,--no-entry,--gc-sections,--strip-all,--max-memory=1073741824',
  ],
};

/** Where our own C files are. */
export const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Of the recipe and our C files. The kernel carries it, so that a test without compiler and network sees when they changed and it did not. */
export function recipeSha256(): string {
  const hash = createHash('sha256').update(JSON.stringify(RECIPE));
  for (const folder of ['.', 'include']) {
    const files = readdirSync(join(FOLDER, folder)).filter((file) => /\.[ch]$/.test(file));
    for (const file of files.sort()) hash.update(file).update(readFileSync(join(FOLDER, folder, file)));
  }
  return hash.digest('hex');
}
