import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Between looks whether processes have ended. */
const LOOK_MS = 20;
/** Looks after SIGKILL: one that the kernel does not let go (a dead network disk) is not waited for any longer. */
const LOOKS_MAX = 250;

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly state: string;
}

/**
 * Processes that carry a mark, are in the group or session of one that does, or descend from one: by /proc, so on Linux
 * only. The mark is a variable of their environment that nobody can guess, `NAME=value`; `leader` is the pid of the
 * first, also when it is no more.
 */
export function findMarkedProcesses(mark: string, leader?: number): number[] {
  if (process.platform !== 'linux') return [];
  const all = listProcesses().filter(({ pid, state }) => pid !== process.pid && state !== 'Z');
  const own = new Set(all.filter((facts) => facts.group === leader || hasMark(facts.pid, mark)));
  const ownIds = new Set([...own].map(({ pid }) => pid));
  for (let before = -1; before !== own.size; ) {
    before = own.size;
    for (const facts of all) {
      // A session that a marked process leads; that of this process is never one.
      if (ownIds.has(facts.parent) || ownIds.has(facts.session)) {
        own.add(facts);
        ownIds.add(facts.pid);
      }
    }
  }
  return [...ownIds];
}

/** Asks all of them to end, and after `graceMs` makes them; returns how many there were when it came. */
export async function endMarkedProcesses(mark: string, leader: number | undefined, graceMs: number) {
  const first = findMarkedProcesses(mark, leader);
  signalAll(first, leader, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < graceMs && isAnyLeft(mark, leader); waitedMs += LOOK_MS) {
    await sleep(LOOK_MS);
  }
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const left = findMarkedProcesses(mark, leader);
    signalAll(left, leader, 'SIGKILL');
    if (left.length === 0) break;
    await sleep(LOOK_MS);
  }
  return first.length;
}

function isAnyLeft(mark: string, leader: number | undefined): boolean {
  if (process.platform === 'linux') return findMarkedProcesses(mark, leader).length > 0;
  return leader !== undefined && signal(-leader, 0);
}

/** Ends processes whose working folder is a folder, which is resolved, or below it. */
export async function endProcessesIn(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const found = listProcesses().filter(
      ({ pid, state }) => pid !== process.pid && state !== 'Z' && worksIn(pid, folder),
    );
    if (found.length === 0) break;
    for (const { pid } of found) signal(pid, 'SIGKILL');
    await sleep(LOOK_MS);
  }
}

function worksIn(pid: number, folder: string): boolean {
  // Of a folder that was removed the kernel says so behind its name.
  return `${orNothing(() => readlinkSync(`/proc/${pid}/cwd`)).replace(/ \(deleted\)$/, '')}/`.startsWith(
    `${folder}/`,
  );
}

function signalAll(pids: readonly number[], leader: number | undefined, name: NodeJS.Signals): void {
  // The group at once, so that none of it is missed while it forks; without /proc it is all that is known.
  if (leader !== undefined && (pids.length > 0 || process.platform !== 'linux')) signal(-leader, name);
  for (const pid of pids) signal(pid, name);
}

/** False where there is no such process (any more), or it is somebody else's. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function hasMark(pid: number, mark: string): boolean {
  const environment = orNothing(() => readFileSync(`/proc/${pid}/environ`, 'latin1'));
  return environment.split('\0').includes(mark);
}

function listProcesses(): ProcessFacts[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const status = orNothing(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
    if (status === '') return [];
    // The second field is the command in parentheses and may hold anything, so count from its end.
    const [state = '', parent, group, session] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return [
      { pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(session), state },
    ];
  });
}

/** What is in /proc may be gone by the time it is read, or belong to another user. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
