import type { Call } from './call.ts';
import { describeClient, selectClients } from './client-list.ts';
import { readClientName } from './client-name.ts';
import type { Command } from './command.ts';
import { refuse, SYNTAX } from './refusal.ts';
import { withSubcommands } from './subcommands.ts';

export const clientCommand: Command = withSubcommands(
  {
    name: 'client',
    access: 'none',
    isOnDataset: false,
    group: 'connection',
    since: '2.4.0',
    summary: 'Names, lists and cuts connections.',
  },
  {
    id: {
      arity: 2,
      help: '-- returns the number of this connection',
      run: ({ reply, session }) => reply.integer(session.peer.id),
    },
    info: { arity: 2, help: '-- describes this connection', run: describeSelf },
    list: {
      arity: -2,
      isAdmin: true,
      help: '[ID id …] [TYPE normal] -- describes all connections',
      run: list,
    },
    kill: {
      arity: -3,
      isAdmin: true,
      help: 'address | ID id | ADDR address | LADDR address | USER name | SKIPME yes|no -- cuts connections',
      run: kill,
    },
    getname: {
      arity: 2,
      help: '-- returns the name of this connection',
      run: ({ reply, session }) => (session.name === '' ? reply.nil() : reply.text(session.name)),
    },
    setname: {
      arity: 3,
      help: 'name -- names this connection',
      run: ({ request, reply, session }) => {
        session.name = readClientName(request, 2);
        reply.ok();
      },
    },
    setinfo: { arity: 4, help: 'LIB-NAME | LIB-VER text -- names the library of the client', run: setInfo },
    reply: { arity: 3, help: 'ON | OFF | SKIP -- whether commands are answered', run: setReplyMode },
    'no-evict': { arity: 3, help: 'ON | OFF -- accepted: no connection is ever evicted', run: acceptSwitch },
    'no-touch': { arity: 3, help: 'ON | OFF -- accepted: reading changes nothing', run: acceptSwitch },
    getredir: {
      arity: 2,
      help: '-- returns -1: there is no tracking',
      run: ({ reply }) => reply.integer(-1),
    },
    unblock: {
      arity: -3,
      help: 'id -- returns 0: no command blocks',
      run: ({ reply }) => reply.integer(0),
    },
  },
);

function describeSelf({ reply, server, session }: Call): void {
  for (const client of server.clients.all()) {
    if (client.session === session) reply.verbatim(`${describeClient(client, server.clock.nowMs())}\n`);
  }
}

function list({ request, reply, server }: Call): void {
  let ids: Set<number> | undefined;
  let isNone = false;
  for (let index = 2; index < request.count; index++) {
    if (request.is(index, 'type') && index + 1 < request.count) isNone = !request.is(++index, 'normal');
    else if (request.is(index, 'id') && index + 1 < request.count) {
      ids = new Set();
      while (++index < request.count)
        ids.add(Number(request.integer(index) ?? refuse('ERR Invalid client ID')));
    } else refuse(SYNTAX);
  }
  const nowMs = server.clock.nowMs();
  let text = '';
  for (const client of server.clients.all()) {
    if (isNone || (ids !== undefined && !ids.has(client.session.peer.id))) continue;
    text += `${describeClient(client, nowMs)}\n`;
  }
  reply.verbatim(text);
}

function kill({ request, reply, server, session }: Call): void {
  const isOldForm = request.count === 3;
  const { chosen, isSparingSelf } = selectClients(request, server.clients);
  let count = 0;
  for (const client of chosen) {
    if (client.session === session) {
      if (isSparingSelf) continue;
      // The reply is sent first.
      session.isEnding = true;
    } else client.kill();
    count++;
  }
  if (isOldForm && count === 0) refuse('ERR No such client');
  if (isOldForm) reply.ok();
  else reply.integer(count);
}

function setInfo({ request, reply, session }: Call): void {
  const text = request.text(3);
  const isName = request.is(2, 'lib-name');
  if (!isName && !request.is(2, 'lib-ver'))
    refuse(`ERR Unrecognized option '${request.text(2).slice(0, 64)}'`);
  if (text.length > 128 || !/^[!-~]*$/.test(text)) {
    refuse(`ERR ${isName ? 'lib-name' : 'lib-ver'} cannot contain spaces, newlines or special characters.`);
  }
  if (isName) session.libraryName = text;
  else session.libraryVersion = text;
  reply.ok();
}

function setReplyMode({ request, reply, session }: Call): void {
  if (request.is(2, 'on')) {
    session.replyMode = 'on';
    reply.ok();
  } else if (request.is(2, 'off')) session.replyMode = 'off';
  else if (request.is(2, 'skip')) session.replyMode = session.replyMode === 'off' ? 'off' : 'skip-next';
  else refuse(SYNTAX);
}

function acceptSwitch({ request, reply }: Call): void {
  if (!request.is(2, 'on') && !request.is(2, 'off')) refuse(SYNTAX);
  reply.ok();
}
