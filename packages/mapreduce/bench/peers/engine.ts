import { runJob } from '../../src/run-job.ts';

/** The main job through the engine: `engine.ts <input> <output> <inline|threads> <workers>`. */
const [input = '', output = '', runner, workers] = process.argv.slice(2);

await runJob({
  job: new URL('../../examples/tag-statistics.ts', import.meta.url),
  inputs: [input],
  output,
  runner: runner === 'inline' ? 'inline' : 'threads',
  workers: Number(workers),
});
const { maxRSS: maxRssKib, userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(JSON.stringify({ maxRssKib, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
