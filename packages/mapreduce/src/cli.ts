#!/usr/bin/env node
import { keepCompiledCode } from '@oremill/runtime/compile-cache';
import { noticeEarlyEnd } from './cli/notice-early-end.ts';

// What the program needs is imported only now, so that the code compiled the last time serves.
keepCompiledCode();
const settle = noticeEarlyEnd();
await import('./cli/program.ts');
settle();
