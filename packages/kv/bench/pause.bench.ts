import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Bench, BenchWorld, Contender, Figure } from './harness/bench.ts';
import { expectContent, type PairsContent } from './harness/content.ts';
import { type OurServer, startOurServer } from './harness/our-server.ts';
import type { LoopPauses } from './programs/loop-delay.ts';
import type { Question, ServeOptions } from './programs/serve-options.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const pause: Bench = {
  name: 'pause',
  question:
    'For how long does the server do nothing else while it writes a snapshot, or publishes a version?',
  sizes: { small: { pairs: 50_000, idleMs: 300 }, large: { pairs: 10_000_000, idleMs: 10_000 } },
  notes: [
    'Loop: the longest time between two turns of the server’s event loop. Busy: the most processor time that its thread used between two turns, which other programs do not lengthen. Round trip: the longest of one client that sends a GET, and a SET to a live dataset, when the answer to the one before has come; it feels all else that this machine does too, which is why a time without any work is measured beside.',
    'A publish loads with two threads on a machine that has as many processors as it has.',
  ],
  async run(world) {
    const sample = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.pairs));
    const { keysPath, keys } = expectContent(sample.path, sample.pairs, world.folder);
    const measure = async (options: Pick<ServeOptions, 'kind'>, question: Question, name: string) => {
      const folder = join(world.folder, options.kind);
      const server = await startOurServer({ ...options, folder, file: sample.path });
      world.atEnd(() => server.close());
      const watched = { world, server, keys, keysPath, mayWrite: options.kind === 'live' };
      const idle = () => setTimeout(world.size.idleMs ?? 0);
      return world.measure({
        name: `${name}, ${sample.pairs.toLocaleString('en-US')} small pairs`,
        figures: [LOOP, BUSY, ROUND_TRIP, TIME, REQUESTS],
        contenders: [watch(IDLE, watched, idle), watch(AT_WORK, watched, () => server.ask(question))],
        targets: [LOOP, BUSY, ROUND_TRIP].map(({ name: figure }) => ({
          kind: 'bound' as const,
          ours: AT_WORK,
          figure,
          atMost: 10,
        })),
      });
    };
    return [
      await measure({ kind: 'live' }, { do: 'snapshot' }, 'a snapshot'),
      await measure({ kind: 'published' }, { do: 'publish', file: sample.path }, 'a publish'),
    ];
  },
};

const LOOP: Figure = { name: 'loop', unit: 'ms', better: 'less' };
const BUSY: Figure = { name: 'busy', unit: 'ms', better: 'less' };
const ROUND_TRIP: Figure = { name: 'round trip', unit: 'ms', better: 'less' };
const TIME: Figure = { name: 'time', unit: 's', better: 'less' };
const REQUESTS: Figure = { name: 'requests', unit: 'k/s', better: 'more' };
const IDLE = 'nothing else to do';
const AT_WORK = 'at work';

interface Watched {
  readonly world: BenchWorld;
  readonly server: OurServer;
  readonly keys: readonly Buffer[];
  readonly keysPath: string;
  readonly mayWrite: boolean;
}

function watch(name: string, watched: Watched, work: () => Promise<unknown>): Contender {
  const { server, keysPath } = watched;
  return {
    name,
    measure: async () => {
      await server.ask({ do: 'begin' });
      const startMs = performance.now();
      const client = askUntil(watched, work());
      const { longestMs: roundTripMs, requests } = await client;
      const seconds = (performance.now() - startMs) / 1000;
      const { longestMs, busyMs } = await server.ask<LoopPauses>({ do: 'delay' });
      const figures = {
        [LOOP.name]: longestMs,
        [BUSY.name]: busyMs,
        [ROUND_TRIP.name]: roundTripMs,
        [TIME.name]: seconds,
        [REQUESTS.name]: requests / seconds / 1000,
      };
      return { figures, content: await server.ask<PairsContent>({ do: 'content', keysPath }) };
    },
  };
}

/** Writes what it has read, so that the content stays as it is. */
async function askUntil({ server: { connection }, keys, mayWrite }: Watched, work: Promise<unknown>) {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  let longestMs = 0;
  let requests = 0;
  const ask = async (...parts: (string | Buffer)[]) => {
    const startMs = performance.now();
    const reply = await connection.command(...parts);
    longestMs = Math.max(longestMs, performance.now() - startMs);
    requests += 1;
    return reply;
  };
  for (let at = 0; !isOver; at = (at + 1) % keys.length) {
    const key = keys[at] as Buffer;
    const value = (await ask('GET', key)) as Buffer;
    if (mayWrite) await ask('SET', key, value);
  }
  await over;
  return { longestMs, requests };
}
