import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CompilerOptions, createMemoryStream, main } from 'assemblyscript/asc';

/** The kernels of one package: AssemblyScript in, WebAssembly out. */
export interface Kernels {
  /** Folder of the sources, `kernels/`. */
  readonly sources: URL;
  /** Folder of the compiled kernels, which are committed: who runs the engine needs no compiler. */
  readonly target: URL;
  /** Names of source files, `shuffle.as`. The place of each is its place in the memory that kernels may share. */
  readonly files: readonly string[];
  /** Place of the first, where kernels of another package work in the same memory; else 0. */
  readonly firstPlace?: number;
  /** Memory that several threads work in, up to so many pages of 64 KiB. */
  readonly sharedPagesMax?: number;
}

/** Each kernel keeps its constants in a page of its own at the start of the memory. */
const STATICS_BYTES = 16 * 1024;

/** Throws with the compiler's words. */
export async function compileKernel(kernels: Kernels, file: string): Promise<Uint8Array> {
  const sources = fileURLToPath(kernels.sources);
  const place = (kernels.firstPlace ?? 0) + kernels.files.indexOf(file);
  let binary: Uint8Array | undefined;
  const options: CompilerOptions = {
    optimizeLevel: 3,
    shrinkLevel: 0,
    noAssert: true,
    runtime: 'stub',
    importMemory: true,
    memoryBase: 1024 + place * STATICS_BYTES,
    enable: ['simd', ...(kernels.sharedPagesMax === undefined ? [] : ['threads'])],
    ...(kernels.sharedPagesMax === undefined
      ? {}
      : { sharedMemory: true, initialMemory: 1, maximumMemory: kernels.sharedPagesMax }),
    outFile: 'kernel.wasm',
  };
  const talk = createMemoryStream();
  const { error } = await main(
    [
      `${file}.ts`,
      ...Object.entries(options).flatMap(([name, value]) =>
        value === true ? [`--${name}`] : value === false ? [] : [`--${name}`, String(value)],
      ),
    ],
    {
      // The compiler knows one ending, .ts; checkers of TypeScript stumble over files of this other language.
      readFile: (name, baseDir) => {
        try {
          return readFileSync(
            `${baseDir === '.' ? sources : `${baseDir}/`}${name}`.replace(/\.ts$/, ''),
            'utf8',
          );
        } catch {
          return null;
        }
      },
      writeFile: (_name, contents) => {
        binary = contents as unknown as Uint8Array;
      },
      listFiles: () => [],
      stderr: talk,
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(`${file}: ${error?.message}\n${talk.toString()}`);
  return binary;
}

/** Compiles all; with `check` it writes nothing and throws when a file is not what its source gives. */
export async function buildKernels(kernels: Kernels, { check = false } = {}): Promise<void> {
  for (const file of kernels.files) {
    if (!existsSync(new URL(file, kernels.sources))) continue;
    const binary = await compileKernel(kernels, file);
    const path = new URL(file.replace(/\.as$/, '.wasm'), kernels.target);
    if (!check) writeFileSync(path, binary);
    else if (!readFileSync(path).equals(binary))
      throw new Error(`${fileURLToPath(path)} is not what ${file} compiles to`);
  }
}
