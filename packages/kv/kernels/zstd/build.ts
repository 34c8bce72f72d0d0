import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchSource } from './source.ts';

const RECIPE = fileURLToPath(new URL('.', import.meta.url));
const TARGET = new URL('../../src/kernel/', import.meta.url);

/** Other versions of the compiler give other bytes, which `--check` would take for a change. */
const COMPILER = 'clang version 14.0.6';

/** All but the code for formats before 2016 and the trainers that are not called. */
const FOLDERS = ['common', 'compress', 'decompress'];
const TRAINER = ['zdict.c', 'cover.c', 'fastcover.c'];

const FLAGS = [
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
  '-Wl,--no-entry,--gc-sections,--strip-all,-z,stack-size=262144,--max-memory=1073741824',
];

/** `node kernels/zstd/build.ts`, with clang, lld and cargo on the path; with `--check` it writes nothing and fails when a file is not what its source gives. */
function build({ check }: { check: boolean }): void {
  const compiler = execFileSync('clang', ['--version'], { encoding: 'utf8' });
  if (!compiler.includes(COMPILER)) throw new Error(`this needs ${COMPILER}, and found ${compiler}`);
  const scratch = mkdtempSync(join(tmpdir(), 'kv-zstd-'));
  try {
    const source = fetchSource(join(scratch, 'source'));
    const binary = join(scratch, 'zstd.wasm');
    compile(join(source, 'lib'), binary);
    keep(readFileSync(binary), 'zstd.wasm', check);
    keep(readFileSync(join(source, 'LICENSE')), 'zstd.LICENSE', check);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compile(library: string, binary: string): void {
  const sources = [
    ...cSources(RECIPE),
    ...FOLDERS.flatMap((folder) => cSources(join(library, folder))),
    ...TRAINER.map((file) => join(library, 'dictBuilder', file)),
  ];
  const include = [join(RECIPE, 'include'), library].map((folder) => `-I${folder}`);
  execFileSync('clang', [...FLAGS, ...include, ...sources, '-o', binary], { stdio: 'inherit' });
}

/** In a fixed order, as the linker lays them out so. */
function cSources(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .sort()
    .map((file) => join(folder, file));
}

function keep(bytes: Buffer, name: string, check: boolean): void {
  const path = new URL(name, TARGET);
  if (!check) writeFileSync(path, bytes);
  else if (!readFileSync(path).equals(bytes))
    throw new Error(`${fileURLToPath(path)} is not what the recipe gives`);
}

if (import.meta.main) build({ check: process.argv.includes('--check') });
