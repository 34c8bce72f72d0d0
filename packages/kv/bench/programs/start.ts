/** `node start.ts PROGRAM OPTIONS`: runs one of the programs beside, with the code that was compiled the last time. */
import { keepCompiledCode } from '@oremill/runtime/compile-cache';

const [, , program = ''] = process.argv;
keepCompiledCode();
await import(new URL(`${program}.ts`, import.meta.url).href);
