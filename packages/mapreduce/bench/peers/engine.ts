import { runJob } from '../../src/run-job.ts';
import type { EngineRun } from '../harness/peers.ts';

/** A job through the engine: `engine.ts <EngineRun as JSON>`. */
const options = JSON.parse(process.argv[2] ?? '') as EngineRun;

await runJob(options);
