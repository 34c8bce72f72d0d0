/** Writes more to the log of a test than its disk has room for, and tells what of it can be read. */
import { createLog } from '@oremill/runtime/log';
import { openLogs } from '../../src/store/logs.ts';

const [folder = ''] = process.argv.slice(2);
const logs = openLogs({ folder, log: createLog('silent'), nowMs: () => Date.now() });
const name = { runId: 'run1', step: 'test', attempt: 1 };
const log = logs.open(name);
for (let index = 0; index < 40_000; index += 1) {
  log.write({ atMs: Date.now(), stream: 'out', text: `line ${index} ${Math.random()} ${Math.random()}` });
}
await log.close();
const lines = await Array.fromAsync(logs.read(name));
const isFirstThere = lines[0]?.text.startsWith('line 0 ') ?? false;
process.stdout.write(JSON.stringify({ written: log.lines, read: lines.length, isFirstThere }));
