import { setTimeout as delay } from 'node:timers/promises';
import type { User } from '../config.ts';
import type { Call, Later, Reply } from './call.ts';
import type { ServerState } from './server-state.ts';
import type { Session } from './session.ts';

const DELAY_DOUBLINGS_MAX = 6;

/**
 * Signs in, then replies. A failed try is answered late, later each time, so that guessing is slow; the connection
 * waits, others go on.
 */
export function signIn(
  { server, session, reply }: Call,
  name: string,
  password: Buffer,
  succeed: (reply: Reply) => void,
): Later | undefined {
  const { user: userName, dataset } = divideName(server, name);
  const verified = server.users.verify(userName, password);
  if (verified instanceof Promise) {
    return verified.then((user) => (user === undefined ? fail(server, session) : enter(user)));
  }
  if (verified === undefined) return fail(server, session);
  enter(verified)(reply);
  return undefined;

  function enter(user: User): (reply: Reply) => void {
    return (reply) => {
      session.signIn(user, dataset ?? user.defaultDataset ?? server.source.defaultDataset);
      succeed(reply);
    };
  }
}

/** `ann@tags` is the user ann with the dataset tags selected: for clients that sign in again when they reconnect and select nothing. */
function divideName(server: ServerState, name: string): { user: string; dataset: string | undefined } {
  const at = name.lastIndexOf('@');
  if (at <= 0 || server.users.list().some((user) => user.name === name))
    return { user: name, dataset: undefined };
  return { user: name.slice(0, at), dataset: name.slice(at + 1) };
}

async function fail(server: ServerState, session: Session): Promise<(reply: Reply) => void> {
  const { signInDelayMs, signInTriesMax } = server.limits;
  const tries = ++session.failedSignIns;
  server.counters.failedSignIns++;
  await delay(signInDelayMs * 2 ** Math.min(tries - 1, DELAY_DOUBLINGS_MAX), undefined, { ref: false });
  return (reply) => {
    if (tries >= signInTriesMax) session.isEnding = true;
    reply.error('WRONGPASS invalid username-password pair or user is disabled.');
  };
}
