import { SLOT_COUNT, slotOf } from '../client/slot.ts';
import type { ClusterIdentity } from '../config.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { NOT_INTEGER, refuse } from './refusal.ts';
import { withSubcommands } from './subcommands.ts';

const PAGE = 1_000;

/** One node has all slots: cluster clients work against a single server, and find nothing to be redirected to. */
export const clusterCommand: Command = withSubcommands(
  {
    name: 'cluster',
    access: 'none',
    isOnDataset: false,
    group: 'cluster',
    since: '3.0.0',
    summary: 'Describes a cluster of one node, where the server is configured as one.',
  },
  {
    info: { arity: 2, help: '-- returns the state of the cluster', run: info },
    myid: {
      arity: 2,
      help: "-- returns this node's name",
      run: (call) => call.reply.text(node(call).nodeId),
    },
    nodes: { arity: 2, help: '-- returns the nodes as lines', run: nodes },
    slots: { arity: 2, help: '-- returns the nodes of each range of slots', run: slots },
    shards: { arity: 2, help: '-- returns the nodes of each range of slots, as maps', run: shards },
    keyslot: {
      arity: 3,
      help: 'key -- returns the slot of a key',
      run: (call) => {
        node(call);
        call.reply.integer(slotOf(call.request.bytes(2)));
      },
    },
    countkeysinslot: { arity: 3, help: 'slot -- counts keys, walking over all', run: countKeys },
    getkeysinslot: { arity: 4, help: 'slot count -- returns keys, walking over all', run: getKeys },
  },
);

/** Clients send these to nodes that are replicas, or in the middle of a move. */
export const clusterModeCommands: readonly Command[] = (['readonly', 'readwrite', 'asking'] as const).map(
  (name) => ({
    name,
    arity: 1,
    access: 'none',
    isOnDataset: false,
    isFast: true,
    group: 'cluster',
    since: '3.0.0',
    summary: 'Accepted: there are no replicas and no moving slots.',
    run: (call) => {
      node(call);
      call.reply.ok();
    },
  }),
);

function node({ server }: Call): ClusterIdentity {
  return server.cluster ?? refuse('ERR This instance has cluster support disabled');
}

function info(call: Call): void {
  node(call);
  call.reply.verbatim(
    [
      'cluster_enabled:1',
      'cluster_state:ok',
      `cluster_slots_assigned:${SLOT_COUNT}`,
      `cluster_slots_ok:${SLOT_COUNT}`,
      'cluster_slots_pfail:0',
      'cluster_slots_fail:0',
      'cluster_known_nodes:1',
      'cluster_size:1',
      'cluster_current_epoch:1',
      'cluster_my_epoch:1',
      'cluster_stats_messages_sent:0',
      'cluster_stats_messages_received:0',
      '',
    ].join('\r\n'),
  );
}

function nodes(call: Call): void {
  const { nodeId, host, port } = node(call);
  call.reply.verbatim(
    `${nodeId} ${host}:${port}@${port} myself,master - 0 0 1 connected 0-${SLOT_COUNT - 1}\n`,
  );
}

function slots(call: Call): void {
  const { nodeId, host, port } = node(call);
  const { reply } = call;
  reply.array(1);
  reply.array(3);
  reply.integer(0);
  reply.integer(SLOT_COUNT - 1);
  reply.array(4);
  reply.text(host);
  reply.integer(port);
  reply.text(nodeId);
  reply.array(0);
}

function shards(call: Call): void {
  const { nodeId, host, port } = node(call);
  const { reply } = call;
  reply.array(1);
  reply.map(2);
  reply.text('slots');
  reply.array(2);
  reply.integer(0);
  reply.integer(SLOT_COUNT - 1);
  reply.text('nodes');
  reply.array(1);
  reply.map(7);
  const words = {
    id: nodeId,
    port,
    ip: host,
    endpoint: host,
    role: 'master',
    'replication-offset': 0,
    health: 'online',
  };
  for (const [name, value] of Object.entries(words)) {
    reply.text(name);
    if (typeof value === 'number') reply.integer(value);
    else reply.text(value);
  }
}

function countKeys(call: Call): void {
  let count = 0;
  walkSlot(call, () => ++count > 0);
  call.reply.integer(count);
}

function getKeys(call: Call): void {
  const max = call.request.integer(3);
  if (max === undefined || max < 0) refuse('ERR Invalid number of keys');
  const found: Buffer[] = [];
  if (max > 0) {
    walkSlot(call, (key) => found.push(key) < max);
  }
  call.reply.array(found.length);
  for (const key of found) call.reply.bulk(key);
}

/** Keys are in the order of another hash, so this looks at all of them. */
function walkSlot(call: Call, take: (key: Buffer) => boolean): void {
  node(call);
  const { request, session, dataset, server } = call;
  if (!session.canRead) refuse(`NOPERM user ${session.user} may not read this dataset`);
  const slot = request.integer(2);
  if (slot === undefined) refuse(NOT_INTEGER);
  if (slot < 0 || slot >= SLOT_COUNT) refuse('ERR Invalid slot');
  if (dataset.count > server.limits.keysMax)
    refuse('ERR the dataset has too many keys to walk over: SCAN it');
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, PAGE);
    for (const { key } of page.entries) if (slotOf(key) === slot && !take(key)) return;
    from = page.next;
  }
}
