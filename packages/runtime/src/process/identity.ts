import { readFileSync } from 'node:fs';

/**
 * Names a process so that a later one with the same pid is not taken for it: boot id, pid and start time on
 * Linux; elsewhere the pid alone, which can be wrong after a reboot.
 */
export function processIdentity(pid: number = process.pid): string | undefined {
  if (process.platform !== 'linux') return isRunning(pid) ? String(pid) : undefined;
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold anything, so count from its end: 3 is the state.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const startTicks = fields[22 - 3];
    return `${boot}:${pid}:${startTicks}`;
  } catch {
    return undefined;
  }
}

/** Whether the process that had this identity is still running. */
export function isAlive(identity: string): boolean {
  const parts = identity.split(':');
  const pid = Number(parts[1] ?? parts[0]);
  return Number.isInteger(pid) && processIdentity(pid) === identity;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
