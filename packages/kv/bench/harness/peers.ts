import { fileURLToPath } from 'node:url';
import type { Contender } from './bench.ts';
import type { ExpectedContent, PairsContent } from './content.ts';
import { runProgram } from './program.ts';
import type { Program, Programs } from './programs.ts';

/** What the loaders of the peers print. */
export interface PeerFigures extends PairsContent {
  readonly seconds: number;
  readonly residentBytes: number;
}

export type PeerName = 'sparse' | 'threads' | 'map';

const MAP = fileURLToPath(new URL('../peers/map-loader.ts', import.meta.url));
/** Ten million pairs take more than Node allows itself. */
const MAP_FLAGS = ['--expose-gc', '--max-old-space-size=12288'];

/** A loader of somebody else's, in a process of its own. */
export function peer(
  name: string,
  which: PeerName,
  options: {
    readonly programs: Programs;
    readonly file: string;
    readonly expected: ExpectedContent;
    readonly figures: (figures: PeerFigures) => Readonly<Record<string, number>>;
    readonly isSlow?: boolean;
  },
): Contender {
  const { programs, file, expected, isSlow = false } = options;
  const program: Program = which === 'map' ? { path: MAP, version: '' } : programs[which];
  if (program.missing !== undefined) return { name, missing: program.missing, measure: neverMeasured };
  const { path } = program;
  const commands: Record<PeerName, readonly string[]> = {
    sparse: [path, file, '0', expected.keysPath],
    threads: [path, file, expected.keysPath],
    map: [process.execPath, ...MAP_FLAGS, path, file, expected.keysPath],
  };
  return {
    name,
    isSlow,
    measure: async () => {
      const told = await runProgram<PeerFigures>(commands[which]);
      const { pairs, valueBytes, sample } = told;
      return { figures: options.figures(told), content: { pairs, valueBytes, sample } };
    },
  };
}

export function neverMeasured(): Promise<never> {
  return Promise.reject(new Error('what is missing is not measured'));
}
