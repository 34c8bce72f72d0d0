import { FOLLOWER_READ_ONLY } from '../dataset/follower-read-only.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { findReadable } from './find-readable.ts';
import { refuse, SYNTAX } from './refusal.ts';
import { covers } from './session.ts';

export const flushCommands: readonly Command[] = [
  {
    name: 'flushdb',
    arity: -1,
    access: 'write',
    isOnDataset: true,
    group: 'server',
    since: '1.0.0',
    summary: 'Deletes all keys of the dataset.',
    run: (call) => {
      checkFlush(call);
      call.dataset.clear();
      call.reply.ok();
    },
  },
  {
    name: 'flushall',
    arity: -1,
    access: 'admin',
    isOnDataset: false,
    group: 'server',
    since: '1.0.0',
    summary: 'Deletes all keys of every live dataset that the user may use.',
    run: flushAll,
  },
];

/** ASYNC and SYNC are the same here. */
function checkFlush({ request }: Call): void {
  const isKnown = request.count === 2 && (request.is(1, 'async') || request.is(1, 'sync'));
  if (request.count > 1 && !isKnown) refuse(SYNTAX);
}

function flushAll(call: Call): void {
  checkFlush(call);
  const { server, session } = call;
  const { account } = session;
  if (account?.verbs.includes('write') !== true) refuse(`NOPERM user ${session.user} may not write`);
  if (server.source.isLoading) refuse('LOADING datasets are being read from disk');
  if (server.source.replica) refuse(`READONLY ${FOLLOWER_READ_ONLY}`);
  for (const name of server.source.names()) {
    const dataset = covers(account, name) ? findReadable(server.source, name, session).dataset : undefined;
    if (dataset?.kind !== 'live') continue;
    dataset.clear();
    call.noteWrite(dataset);
  }
  call.reply.ok();
}
