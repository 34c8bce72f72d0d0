import { Command } from '@commander-js/extra-typings';
import { drawTable, parseCount, print, printJson } from '@oremill/runtime/cli';
import { formatCount } from '@oremill/types';
import type { Cluster } from '../cluster/cluster.ts';
import { WHOLE } from '../table/part.ts';

interface ClusterFlags {
  readonly seed: readonly string[];
  readonly passwordFile?: string | undefined;
  readonly ca?: string | undefined;
}

/** Works on a Redis or Valkey Cluster instead of a store of ours. */
export function addClusterCommands(program: Command): void {
  const cluster = new Command('cluster').description(
    'load job output into a Redis or Valkey Cluster as a new version, switch to it, and go back',
  );
  program.addCommand(cluster);

  withSeeds(
    cluster.command('load').description('load a new version next to the current one, then switch to it'),
  )
    .argument('<dataset>')
    .argument('<sources...>', 'TSV files, output folder of a job, globs, s3://…')
    .option(
      '--keep <versions>',
      'versions that stay; older ones are removed in the background',
      parseCount(1, 100),
      2,
    )
    .option('--workers <count>', 'threads that read and send', parseCount(1, 64))
    .option(
      '--journal <file>',
      'notes what is acknowledged: called again, a load that failed goes on from there',
    )
    .option('--json', 'print what was loaded as JSON')
    .action((dataset, sources, { json, ...options }) =>
      withCluster(options, async (opened) => {
        const [{ loadCluster }, { drawBuild }] = await Promise.all([
          import('../cluster/load-cluster.ts'),
          import('./draw-build.ts'),
        ]);
        const { keep, workers, journal } = options;
        const drawing = drawBuild();
        const { removal, ...load } = await loadCluster({
          cluster: opened,
          dataset,
          sources,
          keep,
          ...(workers === undefined ? {} : { workers }),
          ...(journal === undefined ? {} : { journal }),
          onProgress: ({ pairs, stretches, stretchesDone }) =>
            drawing.update({
              ...WHOLE,
              phase: 'write',
              entries: pairs,
              shareDone: stretchesDone / Math.max(1, stretches),
            }),
        }).finally(drawing.end);
        const removed = await removal;
        if (json) return printJson({ ...load, checked: Object.fromEntries(load.checked), removed });
        print(`${dataset}: version ${load.version} is current, ${formatCount(load.pairs)} pairs`);
        print(
          drawTable(
            ['node', 'pairs', 'read back'],
            load.nodes.map(({ address, pairs }) => [
              address,
              formatCount(pairs),
              load.checked.get(address) ?? 0,
            ]),
          ),
        );
      }),
    );

  withSeeds(cluster.command('versions').description('list the versions of a dataset'))
    .argument('<dataset>')
    .option('--json', 'print them as JSON')
    .action((dataset, { json, ...options }) =>
      withCluster(options, async (opened) => {
        const { versions } = await import('../cluster/versions.ts');
        const items = await versions(opened, dataset);
        if (json) return printJson({ items });
        print(
          drawTable(
            ['version', 'state', 'pairs', 'ready'],
            items.map(({ version, state, isCurrent, pairs, readyAt }) => [
              version,
              isCurrent ? 'current' : state,
              formatCount(pairs),
              readyAt ?? '–',
            ]),
          ),
        );
      }),
    );

  withSeeds(cluster.command('rollback').description('switch to a version that is there'))
    .argument('<dataset>')
    .option('--to <version>', 'its number; the one before the current unless given', parseCount(1))
    .option('--json', 'print {"version": …} as JSON')
    .action((dataset, { json, to, ...options }) =>
      withCluster(options, async (opened) => {
        const { rollback } = await import('../cluster/versions.ts');
        const version = await rollback(opened, dataset, to);
        if (json) printJson({ version });
        else print(`${dataset}: version ${version} is current`);
      }),
    );

  withSeeds(cluster.command('remove').description('remove the keys of a version that is not current'))
    .argument('<dataset>')
    .argument('<version>', 'its number', parseCount(1))
    .option('--json', 'print {"removed": …} as JSON')
    .action((dataset, version, { json, ...options }) =>
      withCluster(options, async (opened) => {
        const { removeVersion } = await import('../cluster/remove-version.ts');
        const removed = await removeVersion({ cluster: opened, dataset, version });
        if (json) printJson({ removed });
        else print(`${formatCount(removed)} keys removed`);
      }),
    );
}

function withSeeds(command: Command) {
  return command
    .requiredOption(
      '--seed <url...>',
      'a node of the cluster, redis://host:port or rediss:// for TLS; one that answers is enough',
    )
    .option('--password-file <path>', 'file with the password')
    .option('--ca <path>', 'certificates to trust instead of the system’s');
}

async function withCluster(
  { seed, passwordFile, ca }: ClusterFlags,
  use: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  const { openCluster } = await import('../cluster/cluster.ts');
  const cluster = await openCluster({
    seeds: seed,
    ...(passwordFile === undefined ? {} : { password: { file: passwordFile } }),
    ...(ca === undefined ? {} : { tls: { caFile: ca } }),
  });
  try {
    await use(cluster);
  } finally {
    cluster.close();
  }
}
