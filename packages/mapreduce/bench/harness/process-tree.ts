import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of the processes below `root`, added up, and at least the highest that one of them ever had. Pages that
 * processes share are counted in each. Undefined where there is no /proc, as on macOS.
 */
export function memoryBelow(root: number): number | undefined {
  let sumKib = 0;
  let highestKib = 0;
  for (const pid of processesBelow(root)) {
    const status = readOrNothing(`/proc/${pid}/status`);
    sumKib += numberAfter('VmRSS:', status);
    highestKib = Math.max(highestKib, numberAfter('VmHWM:', status));
  }
  const bytes = Math.max(sumKib, highestKib) * 1024;
  return bytes === 0 ? undefined : bytes;
}

function processesBelow(root: number): number[] {
  const children = threadsOf(root).flatMap((thread) =>
    readOrNothing(`/proc/${root}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...processesBelow(child)]);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** A process may end between two looks at it: it then has no memory. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function numberAfter(name: string, text: string): number {
  const at = text.indexOf(name);
  return at < 0 ? 0 : Number.parseInt(text.slice(at + name.length), 10);
}
