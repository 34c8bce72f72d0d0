import type { Call } from './call.ts';
import type { Command } from './command.ts';
import type { KnownCommand } from './server-state.ts';
import { withSubcommands } from './subcommands.ts';

export const latencyCommand: Command = withSubcommands(
  {
    name: 'latency',
    access: 'admin',
    isOnDataset: false,
    group: 'server',
    since: '2.8.13',
    summary: 'Tells how long commands take.',
  },
  {
    histogram: { arity: -2, help: '[command …] -- how many took at most 1, 2, 4, … µs', run: histogram },
    latest: { arity: 2, help: '-- the newest slow command: name, time, ms, longest ms', run: latest },
    reset: { arity: -2, help: '[command …] -- forgets durations', run: reset },
  },
);

function histogram(call: Call): void {
  const { reply } = call;
  const chosen = choose(call).filter(({ durations }) => durations.count > 0);
  reply.map(chosen.length);
  for (const { command, durations } of chosen) {
    reply.text(command.name);
    reply.map(5);
    reply.text('calls');
    reply.integer(durations.count);
    reply.text('histogram_usec');
    const steps = durations.doublings();
    reply.map(steps.length);
    for (const [microseconds, count] of steps) {
      reply.integer(microseconds);
      reply.integer(count);
    }
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
      ['p99.9', 0.999],
    ] as const) {
      reply.text(name);
      reply.integer(durations.quantile(share));
    }
  }
}

function latest({ reply, server }: Call): void {
  const [newest] = server.slowLog.newest(1);
  if (newest === undefined) {
    reply.array(0);
    return;
  }
  const longest = Math.max(...server.slowLog.newest(-1).map(({ microseconds }) => microseconds));
  reply.array(1);
  reply.array(4);
  reply.text('command');
  reply.integer(newest.atS);
  reply.integer(Math.round(newest.microseconds / 1000));
  reply.integer(Math.round(longest / 1000));
}

function reset(call: Call): void {
  const chosen = choose(call).filter(({ durations }) => durations.count > 0);
  for (const { durations } of chosen) durations.clear();
  call.reply.integer(chosen.length);
}

function choose({ request, server }: Call): readonly KnownCommand[] {
  if (request.count === 2) return server.commands.all();
  const chosen: KnownCommand[] = [];
  for (let index = 2; index < request.count; index++) {
    const known = server.commands.find(request.text(index));
    if (known !== undefined) chosen.push(known);
  }
  return chosen;
}
