import type { User } from '../config.ts';
import type { Command } from './command.ts';
import { refuse } from './refusal.ts';
import { withSubcommands } from './subcommands.ts';

const CATEGORIES = ['read', 'write', 'admin'] as const;

export const aclCommand: Command = withSubcommands(
  {
    name: 'acl',
    access: 'none',
    isOnDataset: false,
    group: 'server',
    since: '6.0.0',
    summary: 'Tells who may do what. Users are configured, not changed over the wire.',
  },
  {
    whoami: { arity: 2, help: '-- returns your name', run: ({ reply, session }) => reply.text(session.user) },
    users: {
      arity: 2,
      isAdmin: true,
      help: '-- returns the names of all users',
      run: ({ reply, server }) => {
        const users = server.users.list();
        reply.array(users.length);
        for (const { name } of users) reply.text(name);
      },
    },
    list: {
      arity: 2,
      isAdmin: true,
      help: '-- returns what each user may do; @read, @write, @admin and @follow are the verbs, ~ a pattern of datasets',
      run: ({ reply, server }) => {
        const users = server.users.list();
        reply.array(users.length);
        for (const user of users) reply.text(describeUser(user));
      },
    },
    cat: {
      arity: -2,
      help: '[category] -- returns the categories, or the commands of one',
      run: ({ request, reply, server }) => {
        if (request.count === 2) {
          reply.array(CATEGORIES.length);
          for (const category of CATEGORIES) reply.text(category);
          return;
        }
        const category = CATEGORIES.find((each) => request.is(2, each));
        if (category === undefined) refuse('ERR Unknown category');
        const found = server.commands.all().filter(({ command }) => command.access === category);
        reply.array(found.length);
        for (const { command } of found) reply.text(command.name);
      },
    },
  },
);

/** Never a password, nor its hash. */
function describeUser({ name, password, datasets, verbs }: User): string {
  const words = ['user', name, 'on', ...(password === undefined ? ['nopass'] : [])];
  return [...words, ...datasets.map((pattern) => `~${pattern}`), ...verbs.map((verb) => `+@${verb}`)].join(
    ' ',
  );
}
