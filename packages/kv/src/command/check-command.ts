import { FOLLOWER_READ_ONLY } from '../dataset/follower-read-only.ts';
import type { Call } from './call.ts';
import { refuse } from './refusal.ts';
import { refusalOf } from './refused.ts';
import type { KnownCommand } from './server-state.ts';

const NOAUTH = 'NOAUTH Authentication required.';
/** Of what a client sent, in an error. */
const SHOWN_MAX = 128;

/** Refuses what the user may not do, what has too few or too many arguments, and what the dataset does not allow. */
export function checkCommand(known: KnownCommand, call: Call): void {
  const { command } = known;
  const { request, session, server } = call;
  if (!session.isSignedIn && command.isOpen !== true) {
    known.refusals++;
    refuse(NOAUTH);
  }
  const { arity } = command;
  if (arity > 0 ? request.count !== arity : request.count < -arity) {
    known.refusals++;
    refuse(`ERR wrong number of arguments for '${command.name}' command`);
  }
  if (command.access === 'none') return;
  checkAccess(known, call);
  if (command.access === 'write' && server.source.replica) refuse(`READONLY ${FOLLOWER_READ_ONLY}`);
  if (!command.isOnDataset) return;
  if (server.source.isLoading) refuse('LOADING datasets are being read from disk');
  const { dataset } = call;
  if (command.access === 'write' && dataset.kind === 'published') {
    refuse(`READONLY dataset ${dataset.name} is published: it changes by publishing a version`);
  }
}

function checkAccess(known: KnownCommand, { session }: Call): void {
  const { access, name, isOnDataset } = known.command;
  let isAllowed = session.canAdminister;
  if (access === 'read') isAllowed = session.canRead;
  else if (access === 'write') isAllowed = session.canWrite;
  if (isAllowed) return;
  known.refusals++;
  if (isOnDataset && session.dataset === undefined) refuseDataset(undefined);
  const where = isOnDataset ? ` on dataset ${session.dataset}` : '';
  refuse(`NOPERM user ${session.user} may not run '${name}'${where}`);
}

/** The selected dataset is not there, or damaged. */
export function refuseDataset(name: string | undefined, problem?: string): never {
  if (name === undefined) refuse('ERR no dataset is selected: SELECT one by its name');
  if (problem !== undefined) refuse(`ERR dataset ${name} is damaged: ${problem}`);
  return refuse(`ERR no dataset is named ${name}: SELECT another`);
}

/** A command that nobody knows, or that Redis has and this server has not. */
export function refuseUnknown({ request, session }: Call): never {
  if (!session.isSignedIn) refuse(NOAUTH);
  const name = request.text(0).slice(0, SHOWN_MAX);
  const reason = refusalOf(name.toLowerCase());
  if (reason !== undefined) refuse(`ERR ${name.toUpperCase()} is not offered: ${reason}`);
  let shown = '';
  for (let index = 1; index < request.count && shown.length < SHOWN_MAX; index++) {
    shown += `'${request.text(index).slice(0, SHOWN_MAX - shown.length)}' `;
  }
  return refuse(`ERR unknown command '${name}', with args beginning with: ${shown}`);
}
