import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { refuse } from './refusal.ts';
import { withSubcommands } from './subcommands.ts';

const COUNT_DEFAULT = 10;

export const slowLogCommand: Command = withSubcommands(
  {
    name: 'slowlog',
    access: 'admin',
    isOnDataset: false,
    group: 'server',
    since: '2.2.12',
    summary: 'Tells which commands took long; CONFIG SET slowlog-log-slower-than says how long that is.',
  },
  {
    get: { arity: -2, help: '[count] -- returns the newest; -1: all', run: get },
    len: {
      arity: 2,
      help: '-- counts them',
      run: ({ reply, server }) => reply.integer(server.slowLog.length),
    },
    reset: {
      arity: 2,
      help: '-- forgets them',
      run: ({ reply, server }) => {
        server.slowLog.clear();
        reply.ok();
      },
    },
  },
);

function get({ request, reply, server }: Call): void {
  const asked = request.count > 2 ? request.integer(2) : COUNT_DEFAULT;
  if (asked === undefined || asked < -1) refuse('ERR count should be greater than or equal to -1');
  const found = server.slowLog.newest(Number(asked));
  reply.array(found.length);
  for (const command of found) {
    reply.array(6);
    reply.integer(command.id);
    reply.integer(command.atS);
    reply.integer(command.microseconds);
    reply.array(command.arguments.length);
    for (const each of command.arguments) reply.bulk(each);
    reply.text(command.address);
    reply.text(command.clientName);
  }
}
