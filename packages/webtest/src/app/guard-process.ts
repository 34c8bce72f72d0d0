// Started by guard.ts: reads `+MARK` and `-MARK` lines, and when its input ends, ends all processes with a mark that is left.
import { createInterface } from 'node:readline';
import { endMarkedProcesses } from '@oremill/runtime';

const GRACE_MS = 1_000;

// It ends with its input and not before: a Ctrl-C in the terminal is for the others.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

const marks = new Set<string>();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('+')) marks.add(line.slice(1));
  else marks.delete(line.slice(1));
}
await Promise.all([...marks].map((mark) => endMarkedProcesses(mark, undefined, GRACE_MS)));
