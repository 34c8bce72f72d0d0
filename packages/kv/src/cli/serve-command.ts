import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { systemClock, systemRandom, whenToldToStop } from '@oremill/runtime';
import { parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { formatBytes, formatCount, kvError } from '@oremill/types';
import type { TlsOptions } from '../connection/listener.ts';
import type { ReplicaOf } from '../replica/replica-of.ts';
import { dataFolder } from './config.ts';
import type { ServerFlags } from './with-server.ts';

const PORT = 7421;

/** Serves the store of the data folder until it is told to stop. */
export function addServeCommand(program: Command, flags: () => ServerFlags): void {
  program
    .command('serve')
    .description('serve the datasets of the data folder over RESP, as Redis does')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 takes a free one', parseCount(0, 65_535), PORT)
    .option('--tls-cert <file>', 'certificate: the port speaks TLS', readText)
    .option('--tls-key <file>', 'its key', readText)
    .option('--tls-ca <file>', 'clients need a certificate of this authority', readText)
    .option(
      '--replica-of <url>',
      'follow the server at redis://[user@]host:port, whose password --password-file has, and take no writes',
    )
    .option('--leader-tls-ca <file>', 'certificate of the authority that the leader’s is of')
    .option('--datasets <names>', 'follow these alone, comma-separated', splitNames)
    .option('--json', 'print where it listens as JSON')
    .action(async ({ host, port, json, tlsCert, tlsKey, tlsCa, ...leader }) => {
      const stopped = whenToldToStop();
      const [{ createLog }, { startStore }] = await Promise.all([
        import('@oremill/runtime/log'),
        import('../run-store.ts'),
      ]);
      const log = createLog('info', { write: (line) => say(JSON.parse(line).msg) });
      const running = await startStore({
        dataFolder: dataFolder(),
        host,
        port,
        tls: readTls(tlsCert, tlsKey, tlsCa),
        replicaOf: readReplicaOf({ ...leader, passwordFile: flags().passwordFile }),
        clock: systemClock,
        random: systemRandom,
        log,
      });
      try {
        const { address } = running.server;
        if (json) {
          printJson(address);
        } else {
          for (const { name, kind, entries, memoryBytes, problem } of running.store.list()) {
            say(problem ?? `${name}: ${kind}, ${formatCount(entries)} entries, ${formatBytes(memoryBytes)}`);
          }
          if (leader.replicaOf) say('A replica: it takes no writes. kv replica status tells how it follows.');
          print(`Serving on ${tlsCert ? 'rediss' : 'redis'}://${address.host}:${address.port}`);
          say(`The password of the user default is in ${join(dataFolder(), 'token')}. Ctrl-C stops.`);
        }
        await stopped;
      } finally {
        await running.close();
      }
    });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new InvalidArgumentError('It cannot be read.');
  }
}

function readTls(cert?: string, key?: string, ca?: string): TlsOptions | undefined {
  if (cert === undefined && key === undefined && ca === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw kvError('CONFIG_INVALID', 'TLS needs a certificate and its key', {
      hint: 'Give --tls-cert and --tls-key.',
    });
  }
  return { cert, key, ...(ca === undefined ? {} : { ca }) };
}

interface LeaderFlags {
  readonly replicaOf?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly leaderTlsCa?: string | undefined;
  readonly datasets?: readonly string[] | undefined;
}

function readReplicaOf(flags: LeaderFlags): ReplicaOf | undefined {
  const { replicaOf: leader, passwordFile: file, leaderTlsCa: caFile, datasets } = flags;
  if (leader === undefined) {
    if (caFile === undefined && datasets === undefined) return undefined;
    throw kvError('CONFIG_INVALID', 'there is no leader that these options are for', {
      hint: 'Give --replica-of.',
    });
  }
  return {
    leader,
    datasets,
    ...(file === undefined ? {} : { password: { file } }),
    ...(caFile === undefined ? {} : { tls: { caFile } }),
  };
}

function splitNames(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}
