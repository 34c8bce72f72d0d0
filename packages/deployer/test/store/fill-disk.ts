/** Writes more to the log of a test than its disk has room for, and keeps an artifact there; tells how it came out. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { openArtifacts } from '../../src/store/artifacts.ts';
import { openLogs } from '../../src/store/logs.ts';

const [folder = '', files = ''] = process.argv.slice(2);
const logs = openLogs({ folder, log: createLog('silent'), nowMs: () => Date.now() });
const name = { runId: 'run1', step: 'test', attempt: 1 };
const log = logs.open(name);
for (let index = 0; index < 40_000; index += 1) {
  log.write({ atMs: Date.now(), stream: 'out', text: `line ${index} ${Math.random()} ${Math.random()}` });
}
await log.close();
const lines = await Array.fromAsync(logs.read(name));
const isFirstThere = lines[0]?.text.startsWith('line 0 ') ?? false;
const kept = join(folder, 'artifacts');
const artifacts = openArtifacts({ folder: kept, clock: systemClock, archiveBytesMax: 1024 ** 3 });
const artifact = await artifacts.keep('big', files, ['big']).catch((error) => error.code);
const left = readdirSync(kept);
process.stdout.write(
  JSON.stringify({ written: log.lines, read: lines.length, isFirstThere, artifact, left }),
);
