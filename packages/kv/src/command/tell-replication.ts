import type { Call } from './call.ts';
import { followersOf, splitAddress, withoutUser } from './replica.ts';
import { covers } from './session.ts';

type Fact = readonly [string, string | number];

/** In the words of Redis, whose tools read them; datasets are ours. */
export function tellReplication({ server, session }: Call): readonly Fact[] {
  const { replica } = server.source;
  const followers = followersOf(server.clients);
  const asLeader: readonly Fact[] = [
    ['connected_slaves', followers.length],
    ...followers.map(({ address }, index): Fact => {
      const [host, port] = splitAddress(address);
      return [`slave${index}`, `ip=${host},port=${port},state=online,offset=0,lag=0`];
    }),
    ['master_replid', server.runId],
    ['master_repl_offset', 0],
  ];
  if (replica === undefined) return [['role', 'master'], ...asLeader];
  const { leader, link, heardAt, datasets } = replica.status();
  const [host, port] = splitAddress(withoutUser(leader));
  const heardMs = heardAt === undefined ? undefined : server.clock.nowMs() - Date.parse(heardAt);
  const { account } = session;
  const mine = datasets.filter(({ name }) => account !== undefined && covers(account, name));
  return [
    ['role', 'slave'],
    ['master_host', host],
    ['master_port', port],
    ['master_link_status', link === 'up' ? 'up' : 'down'],
    ['master_last_io_seconds_ago', heardMs === undefined ? -1 : Math.max(0, Math.floor(heardMs / 1000))],
    ['master_sync_in_progress', datasets.some(({ state }) => state === 'pulling') ? 1 : 0],
    ['slave_read_only', 1],
    ...mine.map(
      ({ name, state, lagBytes, lagSeconds }): Fact => [
        `dataset_${name}`,
        `state=${state},lag_bytes=${lagBytes},lag_seconds=${lagSeconds}`,
      ],
    ),
    ...asLeader,
  ];
}
