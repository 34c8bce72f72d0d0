#!/usr/bin/env node
import { keepCompiledCode } from '@oremill/runtime/compile-cache';

// What the program needs is imported only now, so that the code compiled the last time serves.
keepCompiledCode();
await import('./cli/program.ts');
