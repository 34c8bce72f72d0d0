import type { Replication } from '@oremill/types';
import { answer } from './answer.ts';
import type { Call, Later } from './call.ts';
import type { Clients } from './clients.ts';
import type { Command } from './command.ts';
import type { DatasetSource } from './dataset-source.ts';
import { refuse } from './refusal.ts';

const SERVER = { access: 'admin', isOnDataset: false, group: 'server' } as const;

export const replicaCommands: readonly Command[] = [
  {
    ...SERVER,
    name: 'replicaof',
    arity: 3,
    since: '5.0.0',
    summary: 'NO ONE: follows its leader no more, and takes writes. Whom to follow is said at the start.',
    run: promote,
  },
  {
    ...SERVER,
    name: 'role',
    arity: 1,
    since: '2.8.12',
    summary: 'Returns master with its followers, or slave with its leader and the state of the link.',
    run: tellRole,
  },
  {
    ...SERVER,
    name: 'kv.replication',
    arity: 1,
    since: '0.1.0',
    summary: 'Describes who follows this server, and whom it follows, dataset by dataset.',
    run: ({ server, reply }) =>
      reply.text(JSON.stringify(describeReplication(server.source, server.clients))),
  },
];

export function describeReplication({ replica }: DatasetSource, clients: Clients): Replication {
  const followers = followersOf(clients);
  if (replica === undefined) return { role: 'leader', followers };
  return { role: 'replica', followers, replica: replica.status() };
}

/** Those that wait for news of datasets now. */
export function followersOf(clients: Clients): { readonly name: string; readonly address: string }[] {
  return [...clients.all()].flatMap(({ session: { follower, peer } }) =>
    follower === undefined ? [] : [{ name: follower, address: peer.address }],
  );
}

function promote({ request, server }: Call): Later {
  if (!request.is(1, 'no') || !request.is(2, 'one')) {
    refuse('ERR whom to follow is said when a server is started: kv serve --replica-of');
  }
  const promoted = server.source.replica?.promote() ?? Promise.resolve();
  return answer(promoted, (reply) => reply.ok());
}

/** Of `host:port`, where the host may have colons. */
export function splitAddress(address: string): readonly [string, string] {
  const colon = address.lastIndexOf(':');
  return [address.slice(0, colon), address.slice(colon + 1)];
}

function tellRole({ server, reply }: Call): void {
  const { replica } = server.source;
  if (replica === undefined) {
    const followers = followersOf(server.clients);
    reply.array(3);
    reply.text('master');
    reply.integer(0);
    reply.array(followers.length);
    for (const { address } of followers) {
      const [host, port] = splitAddress(address);
      reply.array(3);
      for (const part of [host, port, '0']) reply.text(part);
    }
    return;
  }
  const { leader, link } = replica.status();
  const [host, port] = splitAddress(withoutUser(leader));
  reply.array(5);
  reply.text('slave');
  reply.text(host);
  reply.integer(Number(port));
  reply.text(link === 'up' ? 'connected' : 'connect');
  reply.integer(0);
}

/** `host:port` of `redis://user@host:port`. */
export function withoutUser(leader: string): string {
  return leader.replace(/^\w+:\/\//, '').replace(/^.*@/, '');
}
