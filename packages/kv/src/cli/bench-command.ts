import type { Command } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson } from '@oremill/runtime/cli';
import { formatCount, kvError } from '@oremill/types';
import { encodeCommand } from '../client/command.ts';
import type { NodeConnection } from '../client/connection.ts';
import { type ServerFlags, withServer } from './with-server.ts';

interface Load {
  readonly requests: number;
  readonly pipeline: number;
  readonly keys: number;
  readonly valueBytes: number;
}

interface Measured {
  readonly command: string;
  readonly requests: number;
  readonly perSecond: number;
  /** Of a round trip with all commands of a pipeline in it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A dataset of this name is made and removed. */
const DATASET = 'kv-bench';

/** Asks how fast the server is from here. */
export function addBenchCommand(program: Command, flags: () => ServerFlags): void {
  program
    .command('bench')
    .description('measure SET and GET against the server, over a dataset that is made for it and removed')
    .option('--requests <count>', 'commands of each kind', parseCount(1), 100_000)
    .option('--clients <count>', 'connections at once', parseCount(1, 10_000), 50)
    .option('--pipeline <count>', 'commands a connection sends before it waits', parseCount(1, 10_000), 1)
    .option('--keys <count>', 'different keys', parseCount(1), 100_000)
    .option('--value-bytes <count>', 'of each value', parseCount(0, 1_000_000), 32)
    .option('--json', 'print the figures as JSON')
    .action(async ({ clients, json, ...load }) => {
      const results = await withServer(flags(), async ({ ask, open }) => {
        await ask('KV.CREATE', JSON.stringify({ name: DATASET, fsync: 'off', isOrdered: false }));
        try {
          const connections = await Promise.all(Array.from({ length: clients }, () => open()));
          try {
            for (const connection of connections) await connection.command('SELECT', DATASET);
            return [await measure('SET', connections, load), await measure('GET', connections, load)];
          } finally {
            for (const connection of connections) connection.close();
          }
        } finally {
          await ask('KV.REMOVE', DATASET);
        }
      });
      if (json) return printJson({ results });
      print(
        drawTable(
          ['command', 'requests', 'a second', 'p50', 'p99'],
          results.map(({ command, requests, perSecond, p50Ms, p99Ms }) => [
            command,
            formatCount(requests),
            formatCount(Math.round(perSecond)),
            `${p50Ms.toFixed(3)} ms`,
            `${p99Ms.toFixed(3)} ms`,
          ]),
        ),
      );
    });
}

async function measure(
  command: 'SET' | 'GET',
  connections: readonly NodeConnection[],
  load: Load,
): Promise<Measured> {
  const value = Buffer.alloc(load.valueBytes, 'x');
  const roundTripsMs: number[] = [];
  let asked = 0;
  const ask = async (connection: NodeConnection): Promise<void> => {
    while (asked < load.requests) {
      const count = Math.min(load.pipeline, load.requests - asked);
      asked += count;
      const commands = Array.from({ length: count }, () => {
        const key = `key:${Math.floor(Math.random() * load.keys)}`;
        return command === 'SET' ? ['SET', key, value] : ['GET', key];
      });
      const startMs = performance.now();
      if (command === 'SET') {
        const [refusal] = await connection.sendChunk(Buffer.concat(commands.map(encodeCommand)), count);
        if (refusal) throw kvError('LOAD_STOPPED', `the server refused to set: ${refusal.error.message}`);
      } else {
        await Promise.all(commands.map((parts) => connection.command(...parts)));
      }
      roundTripsMs.push(performance.now() - startMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(connections.map(ask));
  const seconds = (performance.now() - startMs) / 1000;
  roundTripsMs.sort((a, b) => a - b);
  const quantile = (share: number) => roundTripsMs[Math.floor((roundTripsMs.length - 1) * share)] ?? 0;
  const perSecond = load.requests / seconds;
  return { command, requests: load.requests, perSecond, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}
