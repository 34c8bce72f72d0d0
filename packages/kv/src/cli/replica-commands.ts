import type { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { formatBytes, type Replica, replicationSchema } from '@oremill/types';
import { type Client, type ServerFlags, withServer } from './with-server.ts';

/** How a server follows another one, and how it stops. */
export function addReplicaCommands(program: Command, flags: () => ServerFlags): void {
  const replica = program.command('replica').description('servers that follow this one, and whom it follows');
  replica
    .command('status')
    .description('who follows whom, and how far behind each dataset is')
    .option('--json', 'print it as JSON')
    .action(({ json }) =>
      withServer(flags(), async (client) => {
        const replication = await askReplication(client);
        if (json) return printJson(replication);
        if (replication.replica) showReplica(replication.replica);
        else print('It follows nobody.');
        print(`Followed by ${replication.followers.map(({ address }) => address).join(', ') || 'nobody'}.`);
      }),
    );
  program
    .command('promote')
    .description('make a replica an ordinary server: it follows nobody any more, and takes writes')
    .option('--json', 'print who follows whom then')
    .action(({ json }) =>
      withServer(flags(), async (client) => {
        const before = await askReplication(client);
        await client.call('REPLICAOF', 'NO', 'ONE');
        if (json) printJson(await askReplication(client));
        else if (before.replica) print(`Promoted: ${before.replica.leader} is not followed any more.`);
        else print('It follows nobody: nothing to do.');
      }),
    );
}

async function askReplication({ ask }: Client) {
  return replicationSchema.parse(await ask('KV.REPLICATION'));
}

function showReplica({ leader, link, problem, datasets }: Replica): void {
  print(`A replica of ${leader}; the link is ${link}${problem === undefined ? '' : `: ${problem}`}.`);
  if (datasets.length === 0) return;
  const rows = datasets.map((each) => [
    each.name,
    each.state === 'pulling' ? `pulling, ${showProgress(each)}` : each.state,
    `${each.lagSeconds.toFixed(1)} s`,
    formatBytes(each.lagBytes),
    each.problem ?? '',
  ]);
  print(drawTable(['dataset', 'state', 'behind', 'bytes', 'problem'], rows));
}

function showProgress({ pulledBytes = 0, totalBytes = 0 }: Replica['datasets'][number]): string {
  return `${formatBytes(pulledBytes)} of ${formatBytes(totalBytes)}`;
}
