import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { useScratch } from '../scratch.ts';

const WRITER = fileURLToPath(new URL('./kill-writer.ts', import.meta.url));
const ACKNOWLEDGEMENTS = 30;
const scratch = useScratch();

/** In a container it may be there and not be allowed. */
const noStrace: string | undefined =
  spawnSync('strace', ['-f', 'true']).status === 0 ? undefined : 'strace is not installed, or may not trace';
if (noStrace !== undefined) process.stderr.write(`the trace of system calls is skipped: ${noStrace}\n`);

/** Where the trace has acknowledgements, and for each the newest command that a sync had covered before. */
function readTrace(trace: string): { acked: number; safe: number }[] {
  const found: { acked: number; safe: number }[] = [];
  let written = 0;
  let safe = 0;
  const covered = new Map<string, number>();
  for (const line of trace.split('\n')) {
    const [pid = ''] = line.split(' ', 1);
    if (/ pwrite64\(.*\/log-\d+>/.test(line)) {
      for (const [, n] of line.matchAll(/n=(\d+);/g)) written = Math.max(written, Number(n));
    } else if (/ fdatasync\(\d+<[^>]*\/log-\d+>/.test(line)) {
      if (line.includes('<unfinished')) covered.set(pid, written);
      else if (line.endsWith('= 0')) safe = Math.max(safe, written);
    } else if (/ <\.\.\. fdatasync resumed>.*= 0$/.test(line)) {
      safe = Math.max(safe, covered.get(pid) ?? 0);
      covered.delete(pid);
    } else {
      const acked = / write\(1<.*>, "acked (\d+)/.exec(line)?.[1];
      if (acked !== undefined) found.push({ acked: Number(acked), safe });
    }
  }
  return found;
}

test.skipIf(noStrace)(
  'each acknowledgement at always leaves the process after the fdatasync of its frame',
  () => {
    const folder = scratch();
    const trace = join(folder, 'trace');
    const calls = ['-f', '-y', '-s', '1000000', '-e', 'trace=pwrite64,write,fdatasync', '-o', trace];
    // From the first command on, in one table.
    const writer = [process.execPath, WRITER, folder, 'always', '1', '1', String(ACKNOWLEDGEMENTS)];
    const traced = spawnSync('strace', [...calls, ...writer], { encoding: 'latin1', timeout: 100_000 });
    expect(traced).toMatchObject({ status: 0, stderr: '' });
    const found = readTrace(readFileSync(trace, 'latin1'));
    expect(found.length).toBeGreaterThanOrEqual(ACKNOWLEDGEMENTS);
    for (const { acked, safe } of found) {
      // A deletion leaves no number in the trace.
      expect(safe).toBeGreaterThanOrEqual(acked % 13 === 0 ? acked - 1 : acked);
    }
  },
);
