import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FOLDER, RECIPE, recipeSha256 } from './recipe.ts';
import { fetchSource } from './source.ts';

const TARGET = new URL('../src/kernel/', import.meta.url);

/** `node kernels/build.ts`, with clang, lld and cargo on the path; with `--check` it writes nothing and fails when a file is not what its source gives. */
function build({ check }: { check: boolean }): void {
  const compiler = execFileSync('clang', ['--version'], { encoding: 'utf8' });
  if (!compiler.includes(RECIPE.compiler))
    throw new Error(`this needs ${RECIPE.compiler}, and found ${compiler}`);
  const scratch = mkdtempSync(join(tmpdir(), 'oremill-zstd-'));
  try {
    const source = fetchSource(RECIPE.crate, join(scratch, 'source'));
    const binary = join(scratch, 'zstd.wasm');
    compile(join(source, 'lib'), binary);
    keep(Buffer.concat([readFileSync(binary), customSection('recipe', recipeSha256())]), 'zstd.wasm', check);
    keep(readFileSync(join(source, 'LICENSE')), 'zstd.LICENSE', check);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compile(library: string, binary: string): void {
  const sources = [
    ...cSources(FOLDER),
    ...RECIPE.folders.flatMap((folder) => cSources(join(library, folder))),
    ...RECIPE.trainer.map((file) => join(library, 'dictBuilder', file)),
  ];
  const include = [join(FOLDER, 'include'), library].map((folder) => `-I${folder}`);
  execFileSync('clang', [...RECIPE.flags, ...include, ...sources, '-o', binary], { stdio: 'inherit' });
}

/** In a fixed order, as the linker lays them out so. */
function cSources(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .sort()
    .map((file) => join(folder, file));
}

/** WebAssembly §5.5.3: may stand behind everything else and means nothing to the engine. Lengths below 128 are one byte. */
function customSection(name: string, content: string): Buffer {
  return Buffer.concat([
    Buffer.from([0, 1 + name.length + content.length, name.length]),
    Buffer.from(name + content),
  ]);
}

function keep(bytes: Buffer, name: string, check: boolean): void {
  const path = new URL(name, TARGET);
  if (!check) writeFileSync(path, bytes);
  else if (!readFileSync(path).equals(bytes))
    throw new Error(`${fileURLToPath(path)} is not what the recipe gives`);
}

build({ check: process.argv.includes('--check') });
