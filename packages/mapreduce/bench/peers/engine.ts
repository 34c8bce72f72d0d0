import { keepCompiledCode } from '@oremill/runtime/compile-cache';
import type { EngineRun } from '../harness/peers.ts';

/** A job through the engine: `engine.ts <EngineRun as JSON>`. Compiled code is kept between runs, as the workers do. */
keepCompiledCode();
const { runJob } = await import('../../src/run-job.ts');
await runJob(JSON.parse(process.argv[2] ?? '') as EngineRun);
