import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CompilerOptions, createMemoryStream, main } from 'assemblyscript/asc';

/**
 * Compiles each kernel to `src/kernel/<name>.wasm`, which is committed: who runs the engine needs no compiler.
 * `node kernels/build.ts`; with `--check` it writes nothing and fails when a file is not what its source gives.
 */
const sources = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../src/kernel/', import.meta.url));

/** Each kernel keeps its constants in a page of its own at the start of the memory that all of them share. */
const STATICS_BYTES = 16 * 1024;

export async function compileKernel(file: string, index: number): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const options: CompilerOptions = {
    optimizeLevel: 3,
    shrinkLevel: 0,
    noAssert: true,
    runtime: 'stub',
    importMemory: true,
    memoryBase: 1024 + index * STATICS_BYTES,
    enable: ['simd'],
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

/** The place of each in this list is its place in memory. */
export const kernelFiles: readonly string[] = ['projection.as', 'shuffle.as'];

if (import.meta.main) {
  for (const [index, file] of kernelFiles.entries()) {
    if (!existsSync(`${sources}${file}`)) continue;
    const binary = await compileKernel(file, index);
    const path = `${target}${file.replace('.as', '.wasm')}`;
    if (!process.argv.includes('--check')) writeFileSync(path, binary);
    else if (!readFileSync(path).equals(binary)) throw new Error(`${path} is not what ${file} compiles to`);
  }
}
