import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a `.cpuprofile` holds of interest here. */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

const SHOWN_MAX = 15;

/** The functions with the most time of their own, of each peer that was profiled, all threads together. */
export function describeProfiles(folder: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map((peer) => describePeer(peer, join(folder, peer)))
    .join('\n');
}

function describePeer(peer: string, folder: string): string {
  const times = new Map<string, number>();
  for (const file of readdirSync(folder)) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile;
    const names = new Map(nodes.map(({ id, callFrame }) => [id, frameName(callFrame)]));
    for (const [index, id] of samples.entries()) {
      const name = names.get(id) ?? '';
      times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0));
    }
  }
  // A thread that waits costs nothing.
  times.delete('(idle)');
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const top = [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN_MAX);
  const rows = top.map(
    ([name, time]) => `| ${name} | ${(time / 1000).toFixed(0)} | ${((100 * time) / total).toFixed(1)} |`,
  );
  return [`## ${peer}`, '', '| function | own ms | % |', '| --- | ---: | ---: |', ...rows, ''].join('\n');
}

function frameName({ functionName, url, lineNumber }: CallFrame): string {
  const file = url.split('/').slice(-2).join('/');
  return `${functionName || '(anonymous)'}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`;
}
