import { buildKernels, type Kernels } from '@oremill/workbench/kernels';

/** `node kernels/build.ts`; with `--check` it writes nothing and fails when a file is not what its source gives. */
export const kernels: Kernels = {
  sources: new URL('.', import.meta.url),
  target: new URL('../src/kernel/', import.meta.url),
  files: ['tokens.as', 'zlib.as'],
  // Behind those of json-fields.
  firstPlace: 2,
};

if (import.meta.main) await buildKernels(kernels, { check: process.argv.includes('--check') });
