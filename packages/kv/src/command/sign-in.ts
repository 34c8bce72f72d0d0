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
  const verified = server.users.verify(name, password);
  if (verified instanceof Promise) {
    return verified.then((user) => (user === undefined ? fail(server, session) : enter(user)));
  }
  if (verified === undefined) return fail(server, session);
  enter(verified)(reply);
  return undefined;

  function enter(user: User): (reply: Reply) => void {
    return (reply) => {
      session.signIn(user, user.defaultDataset ?? server.source.defaultDataset);
      succeed(reply);
    };
  }
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
