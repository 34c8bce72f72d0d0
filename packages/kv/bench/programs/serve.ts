/** Our server, as its command line starts it: with the code that was compiled the last time. */
import { keepCompiledCode } from '@oremill/runtime/compile-cache';

keepCompiledCode();
await import('./serve-dataset.ts');
