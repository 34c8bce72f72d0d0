import { findMarkedProcesses } from '@oremill/runtime';
import type { AppProcess } from './app-process.ts';
import { canSeeSockets, type ListeningSocket, listeningSockets } from './listening.ts';
import type { Probes } from './probe.ts';

const LINES_MAX = 50;

/** What is known of an app that was not ready: taken before it is ended. */
export function explain(app: AppProcess, outcome: string, probes: Probes, url: string | undefined): string {
  const sockets = listeningSockets(app.mark, app.pid);
  const lines = [
    probes.last === undefined
      ? 'nothing was asked of it, since its port was not known'
      : `it was asked ${probes.count} times; at last ${probes.last}`,
    ...(canSeeSockets ? [whereItListens(sockets, url)] : []),
    ...leftBehind(app, outcome),
    lastLines(app),
  ];
  return lines.join('\n');
}

function whereItListens(sockets: readonly ListeningSocket[], url: string | undefined): string {
  if (sockets.length === 0) return 'it listens on no port';
  const places = sockets.map(
    ({ address, port }) => `${address.includes(':') ? `[${address}]` : address}:${port}`,
  );
  const asked = url === undefined ? undefined : Number(new URL(url).port);
  const there = sockets.filter(({ port }) => port === asked);
  if (asked !== undefined && there.length === 0)
    return `it listens on ${places.join(', ')}, and not on the port it was given, ${asked} (PORT)`;
  if (there.length > 0 && there.every(({ address }) => address === '::1'))
    return `it listens on ${places.join(', ')} only, where 127.0.0.1 does not reach it`;
  return `it listens on ${places.join(', ')}`;
}

function leftBehind(app: AppProcess, outcome: string): string[] {
  if (!outcome.startsWith('ended')) return [];
  const { length } = findMarkedProcesses(app.mark, app.pid);
  if (length === 0) return [];
  return [`it has left ${length} running: start it so that it stays in the foreground`];
}

function lastLines(app: AppProcess): string {
  const printed = app.output.lastLines(LINES_MAX);
  return printed === '' ? 'it printed nothing' : `it printed:\n${printed}`;
}
