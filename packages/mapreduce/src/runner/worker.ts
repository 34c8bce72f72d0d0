import { workerData } from 'node:worker_threads';
import { keepCompiledCode } from '@oremill/runtime/compile-cache';
import type { WorkerData } from './messages.ts';

// The entry of a worker thread. What it does is imported only now, so that the code compiled for the last worker serves.
const { compiledCode } = workerData as WorkerData;
if (compiledCode !== undefined) keepCompiledCode(compiledCode);
await import('./do-tasks.ts');
