import { memoryUsage, resourceUsage } from 'node:process';
import { totalBytes } from '../table/total-bytes.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { findReadable } from './find-readable.ts';
import { covers } from './session.ts';
import { tellReplication } from './tell-replication.ts';
import { REDIS_VERSION, SERVER_VERSION } from './version.ts';

type Facts = readonly (readonly [string, string | number])[];

const EXPIRY_BYTES = 6;

const SECTIONS: readonly (readonly [string, (call: Call) => Facts])[] = [
  ['Server', tellServer],
  ['Clients', tellClients],
  ['Memory', tellMemory],
  ['Persistence', tellPersistence],
  ['Stats', tellStats],
  ['Replication', tellReplication],
  ['CPU', tellCpu],
  ['Commandstats', tellCommands],
  ['Latencystats', tellLatencies],
  ['Errorstats', tellErrors],
  ['Cluster', tellCluster],
  ['Keyspace', tellKeyspace],
  ['Datasets', tellDatasets],
];

/** Left out unless asked for: they grow with what was used. */
const DETAILS: ReadonlySet<string> = new Set(['commandstats', 'latencystats']);

export const infoCommand: Command = {
  name: 'info',
  arity: -1,
  access: 'none',
  isOnDataset: false,
  group: 'server',
  since: '1.0.0',
  summary: 'Tells the state of the server, by sections.',
  run: tellInfo,
};

function tellInfo(call: Call): void {
  const { request, reply } = call;
  const asked = new Set<string>();
  for (let index = 1; index < request.count; index++) asked.add(request.text(index).toLowerCase());
  const isAll = asked.has('all') || asked.has('everything');
  const isDefault = asked.size === 0 || asked.has('default');
  let text = '';
  for (const [title, tell] of SECTIONS) {
    const name = title.toLowerCase();
    if (!isAll && !asked.has(name) && !(isDefault && !DETAILS.has(name))) continue;
    text += `${text === '' ? '' : '\r\n'}# ${title}\r\n`;
    for (const [key, value] of tell(call)) text += `${key}:${value}\r\n`;
  }
  reply.verbatim(text);
}

function tellServer({ server }: Call): Facts {
  const seconds = Math.floor((server.clock.nowMs() - server.startedAtMs) / 1000);
  return [
    // The lines that clients look for; the two behind them say what this is.
    ['redis_version', REDIS_VERSION],
    ['redis_mode', server.cluster === undefined ? 'standalone' : 'cluster'],
    ['server_name', 'oremill'],
    ['oremill_version', SERVER_VERSION],
    ['os', `${process.platform} ${process.arch}`],
    ['arch_bits', 64],
    ['process_id', process.pid],
    ['run_id', server.runId],
    ['tcp_port', server.port],
    ['server_time_usec', Math.round(server.clock.nowMs() * 1000)],
    ['uptime_in_seconds', seconds],
    ['uptime_in_days', Math.floor(seconds / 86_400)],
  ];
}

function tellClients({ server }: Call): Facts {
  return [
    ['connected_clients', server.clients.count],
    ['maxclients', server.limits.connectionsMax],
    ['blocked_clients', 0],
  ];
}

function tellMemory({ server, session }: Call): Facts {
  const { source } = server;
  let used = 0;
  for (const name of source.names()) {
    const dataset = findReadable(source, name, session).dataset;
    if (dataset !== undefined) used += totalBytes(dataset.memory());
  }
  const { rss, heapUsed } = memoryUsage();
  return [
    ['used_memory', used],
    ['used_memory_human', `${(used / 1024 / 1024).toFixed(2)}M`],
    ['used_memory_rss', rss],
    ['used_memory_heap', heapUsed],
    ['maxmemory', source.stats().memoryBytesMax],
    ['maxmemory_policy', 'noeviction'],
  ];
}

function tellPersistence({ server }: Call): Facts {
  const { isLogged, isSaving, lastSaveS } = server.source.stats();
  return [
    ['loading', server.source.isLoading ? 1 : 0],
    ['aof_enabled', isLogged ? 1 : 0],
    ['rdb_bgsave_in_progress', isSaving ? 1 : 0],
    ['rdb_last_save_time', lastSaveS],
  ];
}

function tellStats({ server: { counters, slowLog, source } }: Call): Facts {
  return [
    ['total_connections_received', counters.connections],
    ['total_commands_processed', counters.commands],
    ['total_net_input_bytes', counters.inputBytes],
    ['total_net_output_bytes', counters.outputBytes],
    ['rejected_connections', counters.refusedConnections],
    ['client_output_buffer_limit_disconnections', counters.cutConnections],
    ['acl_access_denied_auth', counters.failedSignIns],
    ['evicted_keys', source.stats().evictedKeys],
    ['keyspace_hits', counters.hits],
    ['keyspace_misses', counters.misses],
    ['total_error_replies', [...counters.errors.values()].reduce((sum, count) => sum + count, 0)],
    ['slowlog_len', slowLog.length],
  ];
}

function tellCpu(): Facts {
  const { systemCPUTime, userCPUTime } = resourceUsage();
  return [
    ['used_cpu_sys', (systemCPUTime / 1e6).toFixed(6)],
    ['used_cpu_user', (userCPUTime / 1e6).toFixed(6)],
  ];
}

function tellCommands({ server }: Call): Facts {
  return server.commands
    .all()
    .filter(({ durations, refusals }) => durations.count + refusals > 0)
    .map(({ command, durations, failures, refusals }) => {
      const perCall = durations.count === 0 ? 0 : durations.sum / durations.count;
      return [
        `cmdstat_${command.name}`,
        `calls=${durations.count},usec=${Math.round(durations.sum)},usec_per_call=${perCall.toFixed(2)},rejected_calls=${refusals},failed_calls=${failures - refusals}`,
      ];
    });
}

function tellLatencies({ server }: Call): Facts {
  return server.commands
    .all()
    .filter(({ durations }) => durations.count > 0)
    .map(({ command, durations }) => {
      const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => durations.quantile(share));
      return [`latency_percentiles_usec_${command.name}`, `p50=${p50},p99=${p99},p99.9=${p999}`];
    });
}

function tellErrors({ server }: Call): Facts {
  return [...server.counters.errors].map(([word, count]) => [`errorstat_${word}`, `count=${count}`]);
}

function tellCluster({ server }: Call): Facts {
  return [['cluster_enabled', server.cluster === undefined ? 0 : 1]];
}

/** The selected dataset is what a client calls its database. */
function tellKeyspace({ server, session }: Call): Facts {
  const dataset =
    session.dataset === undefined ? undefined : findReadable(server.source, session.dataset, session).dataset;
  if (dataset === undefined || dataset.count === 0) return [];
  const expires = Math.round(dataset.memory().expiryBytes / EXPIRY_BYTES);
  return [['db0', `keys=${dataset.count},expires=${expires},avg_ttl=0`]];
}

function tellDatasets({ server, session }: Call): Facts {
  const { account } = session;
  return server.source.names().flatMap((name) => {
    const dataset =
      account !== undefined && covers(account, name)
        ? findReadable(server.source, name, session).dataset
        : undefined;
    if (dataset === undefined) return [];
    const memory = dataset.memory();
    const version = dataset.version === undefined ? '' : `,version=${dataset.version}`;
    const words = Object.entries(memory).map(([what, bytes]) => `${snakeCase(what)}=${bytes}`);
    return [[`dataset_${name}`, `kind=${dataset.kind}${version},keys=${dataset.count},${words.join(',')}`]];
  });
}

function snakeCase(word: string): string {
  return word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
