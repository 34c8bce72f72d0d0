import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endMarkedProcesses, findMarkedProcesses } from '../../src/index.ts';

const isLinux = process.platform === 'linux';

test.runIf(isLinux)(
  'what a marked process has started is found and ended, also what has left its group and ignores SIGTERM',
  async () => {
    const mark = `MARKED_PROCESSES_TEST=${crypto.randomUUID()}`;
    const [name = '', value = ''] = mark.split('=');
    // The second leaves by a session of its own, and is nobody's child once the first has ended.
    const script = `setsid sh -c 'trap "" TERM; echo ready; while :; do sleep 1; done' & wait`;
    const child = spawn('sh', ['-c', script], {
      env: { PATH: process.env.PATH, [name]: value },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    await once(child.stdout, 'data');
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    expect(findMarkedProcesses(mark).length).toBeGreaterThan(0);
    expect(findMarkedProcesses(`${mark}-of-another`)).toEqual([]);
    expect(await endMarkedProcesses(mark, child.pid, 50)).toBeGreaterThan(0);
    expect(findMarkedProcesses(mark, child.pid)).toEqual([]);
  },
);
