/** What `@oremill/json-fields/find` gives: the search for one field, without what schemas need. */
export { KernelMemory, type Region } from '../kernel/kernel-memory.ts';
export { kernelLoader } from '../kernel/load-kernel.ts';
export { FieldFinder } from './field-finder.ts';
export * as foundLines from './found-lines.ts';
