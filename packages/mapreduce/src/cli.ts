#!/usr/bin/env node
import { keepCompiledCode } from '@oremill/runtime/compile-cache';
import { noticeEarlyEnd } from './cli/notice-early-end.ts';

// What the program needs is imported only now, so that the code compiled the last time serves.
keepCompiledCode();
// A task ends by itself: its streams tell its caller whether it did all.
const settle = process.argv[2] === 'task' ? () => {} : noticeEarlyEnd(process.argv.includes('--json'));
await import('./cli/program.ts');
settle();
