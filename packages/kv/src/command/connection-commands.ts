import type { Call, Later, Reply } from './call.ts';
import type { Command } from './command.ts';
import { greet } from './hello.ts';
import { refuse } from './refusal.ts';
import { covers } from './session.ts';
import { signIn } from './sign-in.ts';

const CONNECTION = { access: 'none', isOnDataset: false, isFast: true, group: 'connection' } as const;

export const connectionCommands: readonly Command[] = [
  {
    ...CONNECTION,
    name: 'ping',
    arity: -1,
    since: '1.0.0',
    summary: 'Answers PONG, or the text given.',
    run: ping,
  },
  {
    ...CONNECTION,
    name: 'echo',
    arity: 2,
    since: '1.0.0',
    summary: 'Returns the text given.',
    run: ({ request, reply }) => reply.bulk(request.bytes(1)),
  },
  {
    ...CONNECTION,
    name: 'auth',
    arity: -2,
    isOpen: true,
    since: '1.0.0',
    summary: 'Signs in: [user] password.',
    run: authenticate,
  },
  {
    ...CONNECTION,
    name: 'hello',
    arity: -1,
    isOpen: true,
    since: '6.0.0',
    summary: 'Chooses RESP2 or RESP3, and may sign in: [2 | 3 [AUTH user password] [SETNAME name]].',
    run: greet,
  },
  {
    ...CONNECTION,
    name: 'select',
    arity: 2,
    since: '1.0.0',
    summary: "Selects a dataset by its name; 0 is the user's default.",
    run: select,
  },
  {
    ...CONNECTION,
    name: 'reset',
    arity: 1,
    isOpen: true,
    since: '6.2.0',
    summary: 'Makes the connection what it was when it was new.',
    run: reset,
  },
  {
    ...CONNECTION,
    name: 'quit',
    arity: -1,
    isOpen: true,
    since: '1.0.0',
    summary: 'Ends the connection.',
    run: ({ reply, session }) => {
      session.isEnding = true;
      reply.ok();
    },
  },
];

function ping({ request, reply }: Call): void {
  if (request.count > 2) refuse("ERR wrong number of arguments for 'ping' command");
  if (request.count === 2) reply.bulk(request.bytes(1));
  else reply.simple('PONG');
}

function authenticate(call: Call): Later | undefined {
  const { request, server } = call;
  if (request.count > 3) refuse('ERR syntax error');
  const isNamed = request.count === 3;
  if (!isNamed && server.users.open !== undefined) {
    refuse('ERR AUTH <password> called without any password configured for the default user');
  }
  const name = isNamed ? request.text(1) : 'default';
  return signIn(call, name, request.bytes(isNamed ? 2 : 1), (reply: Reply) => reply.ok());
}

function select({ request, reply, server, session }: Call): void {
  const asked = request.text(1);
  const { account } = session;
  const name = asked === '0' && !server.source.names().includes('0') ? defaultDataset() : asked;
  // A dataset that the user may not use is as good as none: names are not told either.
  const isThere =
    account !== undefined &&
    name !== undefined &&
    covers(account, name) &&
    server.source.names().includes(name);
  // `SELECT 0` is what clients begin with: it must not fail where nothing is loaded yet.
  if (!isThere && asked !== '0') refuse('ERR no dataset of yours has this name');
  session.select(name);
  reply.ok();

  function defaultDataset(): string | undefined {
    return account?.defaultDataset ?? server.source.defaultDataset;
  }
}

function reset({ reply, server, session }: Call): void {
  const { open } = server.users;
  session.reset();
  reply.protocol = 2;
  if (open === undefined) session.signOut();
  else session.signIn(open, open.defaultDataset ?? server.source.defaultDataset);
  reply.simple('RESET');
}
