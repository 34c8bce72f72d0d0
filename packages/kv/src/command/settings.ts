import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { Glob } from './glob.ts';
import { refuse } from './refusal.ts';
import { clearCounters, type ServerState } from './server-state.ts';
import { withSubcommands } from './subcommands.ts';

interface Setting {
  readonly read: (server: ServerState) => string;
  /** Absent: it is set where the server is started. */
  readonly write?: (server: ServerState, value: number) => void;
}

const SLOW_LOG_MAX = 100_000;

const SETTINGS: Readonly<Record<string, Setting>> = {
  appendonly: { read: ({ source }) => (source.stats().isLogged ? 'yes' : 'no') },
  'cluster-enabled': { read: ({ cluster }) => (cluster === undefined ? 'no' : 'yes') },
  databases: { read: () => '1' },
  maxclients: { read: ({ limits }) => String(limits.connectionsMax) },
  maxmemory: { read: ({ source }) => String(source.stats().memoryBytesMax) },
  port: { read: ({ port }) => String(port) },
  'proto-max-bulk-len': { read: ({ limits }) => String(limits.valueBytesMax) },
  // Snapshots are not made by counting writes.
  save: { read: () => '' },
  'slowlog-log-slower-than': {
    read: ({ settings }) => String(settings.slowLogMicroseconds),
    write: ({ settings }, value) => {
      settings.slowLogMicroseconds = value;
    },
  },
  'slowlog-max-len': {
    read: ({ settings }) => String(settings.slowLogMax),
    write: ({ settings, slowLog }, value) => {
      if (value < 0 || value > SLOW_LOG_MAX) refuse(`ERR slowlog-max-len must be from 0 to ${SLOW_LOG_MAX}`);
      settings.slowLogMax = value;
      slowLog.trim(value);
    },
  },
  timeout: {
    read: ({ settings }) => String(Math.ceil(settings.idleMsMax / 1000)),
    write: ({ settings }, value) => {
      if (value < 0) refuse('ERR timeout must be 0 or more seconds');
      settings.idleMsMax = value * 1000;
    },
  },
};

export const configCommand: Command = withSubcommands(
  {
    name: 'config',
    access: 'admin',
    isOnDataset: false,
    group: 'server',
    since: '2.0.0',
    summary: 'Tells and changes settings while the server runs.',
  },
  {
    get: { arity: -3, help: 'pattern … -- returns settings', run: get },
    set: { arity: -4, help: 'name value … -- changes settings until the server ends', run: set },
    resetstat: {
      arity: 2,
      help: '-- begins counting anew',
      run: ({ reply, server }) => {
        clearCounters(server.counters);
        for (const { durations } of server.commands.all()) durations.clear();
        reply.ok();
      },
    },
  },
);

function get({ request, reply, server }: Call): void {
  const found = new Map<string, string>();
  for (let index = 2; index < request.count; index++) {
    const glob = new Glob(Buffer.from(request.text(index).toLowerCase()));
    for (const [name, setting] of Object.entries(SETTINGS)) {
      if (glob.matches(Buffer.from(name))) found.set(name, setting.read(server));
    }
  }
  reply.map(found.size);
  for (const [name, value] of found) {
    reply.text(name);
    reply.text(value);
  }
}

function set({ request, reply, server }: Call): void {
  if (request.count % 2 !== 0) refuse("ERR wrong number of arguments for 'config|set' command");
  const changes: (() => void)[] = [];
  for (let index = 2; index < request.count; index += 2) {
    const name = request.text(index).slice(0, 128).toLowerCase();
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (setting === undefined) refuse(`ERR Unknown option '${name}'`);
    const { write } = setting;
    if (write === undefined) refuse(`ERR '${name}' is set where the server is started, not by CONFIG SET`);
    const value = request.integer(index + 1);
    if (typeof value !== 'number') refuse(`ERR argument of '${name}' must be a number`);
    changes.push(() => write(server, value));
  }
  for (const change of changes) change();
  reply.ok();
}
