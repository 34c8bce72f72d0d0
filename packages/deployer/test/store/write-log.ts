/** Writes lines to the log of a test until it is killed, and tells on stdout how many must be in files by then. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '@oremill/runtime/log';
import { openLogs } from '../../src/store/logs.ts';

const [folder = ''] = process.argv.slice(2);
const log = openLogs({ folder, log: createLog('silent'), nowMs: () => Date.now() }).open({
  runId: 'run1',
  step: 'test[os=linux/2]',
  attempt: 1,
});
let count = 0;
const write = () => {
  for (let index = 0; index < 10; index += 1, count += 1) {
    log.write({ atMs: Date.now(), stream: 'out', text: `line ${count}` });
  }
};
for (let turn = 0; turn < 20; turn += 1) {
  write();
  await sleep(5);
}
const due = count;
// What was written until here is flushed by then; timers are in the order of their times.
await sleep(400);
process.stdout.write(String(due));
setInterval(write, 5);
