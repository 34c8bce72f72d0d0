import type { Call, Reply } from './call.ts';
import type { Command } from './command.ts';
import { refuse } from './refusal.ts';
import type { KnownCommand } from './server-state.ts';
import { withSubcommands } from './subcommands.ts';

export const commandCommand: Command = withSubcommands(
  {
    name: 'command',
    access: 'none',
    isOnDataset: false,
    group: 'server',
    since: '2.8.13',
    summary: 'Describes the commands of this server.',
  },
  {
    count: {
      arity: 2,
      help: '-- returns how many there are',
      run: ({ reply, server }) => reply.integer(server.commands.all().length),
    },
    info: { arity: -2, help: '[name …] -- returns arity, flags and keys', run: tellInfo },
    docs: { arity: -2, help: '[name …] -- returns what they do', run: tellDocs },
    list: {
      arity: 2,
      help: '-- returns their names',
      run: ({ reply, server }) => {
        const all = server.commands.all();
        reply.array(all.length);
        for (const { command } of all) reply.text(command.name);
      },
    },
    getkeys: { arity: -3, help: 'command … -- returns the keys among its arguments', run: getKeys },
  },
  tellInfo,
);

function tellInfo(call: Call): void {
  const chosen = choose(call);
  call.reply.array(chosen.length);
  for (const known of chosen) {
    if (known === undefined) call.reply.nil();
    else describe(call.reply, known.command);
  }
}

function tellDocs(call: Call): void {
  const { reply } = call;
  const chosen = choose(call).filter((known) => known !== undefined);
  reply.map(chosen.length);
  for (const { command } of chosen) {
    reply.text(command.name);
    reply.map(3);
    reply.text('summary');
    reply.text(command.summary);
    reply.text('since');
    reply.text(command.since);
    reply.text('group');
    reply.text(command.group);
  }
}

function choose({ request, server }: Call): (KnownCommand | undefined)[] {
  if (request.count <= 2) return [...server.commands.all()];
  const chosen: (KnownCommand | undefined)[] = [];
  for (let index = 2; index < request.count; index++) chosen.push(server.commands.find(request.text(index)));
  return chosen;
}

/** Ten fields, as since Redis 7. */
function describe(reply: Reply, { name, arity, access, keys, isFast }: Command): void {
  reply.array(10);
  reply.text(name);
  reply.integer(arity);
  const flags = {
    read: ['readonly'],
    write: ['write', 'denyoom'],
    admin: ['admin'],
    none: ['loading', 'stale'],
  }[access];
  const speed = isFast === true ? 'fast' : 'slow';
  words(reply, isFast === true ? [...flags, 'fast'] : flags);
  reply.integer(keys?.first ?? 0);
  reply.integer(keys?.last ?? 0);
  reply.integer(keys?.step ?? 0);
  words(reply, access === 'none' ? [`@${speed}`, '@connection'] : [`@${access}`, `@${speed}`]);
  reply.array(0);
  reply.array(0);
  reply.array(0);
}

function words(reply: Reply, list: readonly string[]): void {
  reply.set(list.length);
  for (const word of list) reply.simple(word);
}

function getKeys({ request, reply, server }: Call): void {
  const known = server.commands.find(request.text(2));
  if (known === undefined) refuse('ERR Invalid command specified');
  const { keys, arity } = known.command;
  if (keys === undefined) refuse('ERR The command has no key arguments');
  const count = request.count - 2;
  if (arity > 0 ? count !== arity : count < -arity) {
    refuse('ERR Invalid number of arguments specified for command');
  }
  const last = keys.last < 0 ? count + keys.last : keys.last;
  reply.array(Math.floor((last - keys.first) / keys.step) + 1);
  for (let index = keys.first; index <= last; index += keys.step) reply.bulk(request.bytes(index + 2));
}
