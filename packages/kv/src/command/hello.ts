import type { Call, Later, Reply } from './call.ts';
import { readClientName } from './client-name.ts';
import { refuse } from './refusal.ts';
import { signIn } from './sign-in.ts';
import { REDIS_VERSION } from './version.ts';

/** HELLO: nothing of it takes effect when any part of it fails. */
export function greet(call: Call): Later | undefined {
  const { request, session, server } = call;
  let protocol = session.protocol;
  let name: string | undefined;
  let credentialsAt = 0;
  if (request.count > 1) {
    const version = request.integer(1);
    if (version === undefined) refuse('ERR Protocol version is not an integer or out of range');
    if (version !== 2 && version !== 3) refuse('NOPROTO unsupported protocol version');
    protocol = version;
  }
  for (let index = 2; index < request.count; index++) {
    const left = request.count - index - 1;
    if (left >= 2 && request.is(index, 'auth')) {
      credentialsAt = index + 1;
      index += 2;
    } else if (left >= 1 && request.is(index, 'setname')) name = readClientName(request, ++index);
    // The word may be a password that stands in the wrong place: it is not repeated.
    else refuse('ERR Syntax error in HELLO');
  }
  if (credentialsAt === 0) {
    if (!session.isSignedIn) {
      refuse(
        'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
      );
    }
    welcome(call.reply);
    return undefined;
  }
  return signIn(call, request.text(credentialsAt), request.bytes(credentialsAt + 1), welcome);

  function welcome(reply: Reply): void {
    session.protocol = protocol;
    reply.protocol = protocol;
    if (name !== undefined) session.name = name;
    reply.map(7);
    reply.text('server');
    reply.text('oremill');
    reply.text('version');
    reply.text(REDIS_VERSION);
    reply.text('proto');
    reply.integer(protocol);
    reply.text('id');
    reply.integer(session.peer.id);
    reply.text('mode');
    reply.text(server.cluster === undefined ? 'standalone' : 'cluster');
    reply.text('role');
    reply.text(server.source.replica ? 'replica' : 'master');
    reply.text('modules');
    reply.array(0);
  }
}
