import type { Request } from './call.ts';
import type { Client, Clients } from './clients.ts';
import { refuse, SYNTAX } from './refusal.ts';

/** A line of CLIENT LIST: words that have a meaning here, in Redis' order. */
export function describeClient({ session, idleMs, inputBytes, outputBytes }: Client, nowMs: number): string {
  const { peer } = session;
  const ageS = Math.floor((nowMs - peer.connectedAtMs) / 1000);
  return [
    `id=${peer.id}`,
    `addr=${peer.address}`,
    `laddr=${peer.localAddress}`,
    `name=${session.name}`,
    `age=${ageS}`,
    `idle=${Math.floor(idleMs / 1000)}`,
    `flags=${session.follower === undefined ? 'N' : 'S'}`,
    'db=0',
    `dataset=${session.dataset ?? ''}`,
    'sub=0',
    'psub=0',
    'multi=-1',
    `qbuf=${inputBytes}`,
    `omem=${outputBytes}`,
    `cmd=${session.lastCommand === '' ? 'NULL' : session.lastCommand}`,
    `user=${session.user}`,
    'redir=-1',
    `resp=${session.protocol}`,
    `lib-name=${session.libraryName}`,
    `lib-ver=${session.libraryVersion}`,
    `tot-cmds=${session.commandCount}`,
  ].join(' ');
}

/** The connections that CLIENT KILL names, in its old form (an address) or by filters that all have to match. */
export function selectClients(
  request: Request,
  clients: Clients,
): { readonly chosen: readonly Client[]; readonly isSparingSelf: boolean } {
  if (request.count === 3) {
    const address = request.text(2);
    return {
      chosen: [...clients.all()].filter(({ session }) => session.peer.address === address),
      isSparingSelf: false,
    };
  }
  if (request.count % 2 !== 0) refuse(SYNTAX);
  let isSparingSelf = true;
  const filters: ((client: Client) => boolean)[] = [];
  for (let index = 2; index < request.count; index += 2) {
    const value = request.text(index + 1);
    if (request.is(index, 'skipme')) {
      if (value !== 'yes' && value !== 'no') refuse(SYNTAX);
      isSparingSelf = value === 'yes';
    } else filters.push(readFilter(request, index, value));
  }
  return {
    chosen: [...clients.all()].filter((client) => filters.every((isIn) => isIn(client))),
    isSparingSelf,
  };
}

function readFilter(request: Request, index: number, value: string): (client: Client) => boolean {
  if (request.is(index, 'id')) {
    if (!/^[1-9]\d{0,15}$/.test(value)) refuse('ERR client-id should be greater than 0');
    return ({ session }) => session.peer.id === Number(value);
  }
  if (request.is(index, 'addr')) return ({ session }) => session.peer.address === value;
  if (request.is(index, 'laddr')) return ({ session }) => session.peer.localAddress === value;
  if (request.is(index, 'user')) return ({ session }) => session.user === value;
  if (request.is(index, 'type')) return () => value === 'normal';
  return refuse(SYNTAX);
}
