import { Command } from '@commander-js/extra-typings';
import { runCli } from '@oremill/runtime/cli';
import { addBenchCommand } from './bench-command.ts';
import { addBuildCommands } from './build-commands.ts';
import { addClusterCommands } from './cluster-commands.ts';
import { addDatasetCommands } from './dataset-commands.ts';
import { addKeyCommands } from './key-commands.ts';
import { addLoadCommand } from './load-command.ts';
import { addPublishCommands } from './publish-commands.ts';
import { addReplicaCommands } from './replica-commands.ts';
import { addServeCommand } from './serve-command.ts';
import { addUserCommands } from './user-commands.ts';

const HELP = `
Examples:
  kv publish tags out/tag-statistics     a job's output becomes version 1 of the dataset tags
  kv get tags music
  kv create carts
  kv set carts 17 '{"items":3}' --ttl 1h
  kv serve                               and redis-cli -p 7421; the password is in the file token of the data folder

A command speaks to the server of the data folder (OREMILL_DATA, default .data in the workspace) when one runs, else
it opens the store there itself for as long as it takes. --server names another one.`;

const program = new Command('kv')
  .description('A key-value store in memory: load what jobs made, serve it like Redis, keep it safe.')
  .option('--server <url>', 'speak to redis://host:port instead of the server of the data folder')
  .option('--user <name>', 'sign in as this user there')
  .option('--password-file <path>', 'file with the password for --server, or for --replica-of of kv serve')
  .addHelpText('after', HELP);
const flags = () => program.opts();
addServeCommand(program, flags);
addReplicaCommands(program, flags);
addPublishCommands(program, flags);
addDatasetCommands(program, flags);
addKeyCommands(program, flags);
addLoadCommand(program, flags);
addBuildCommands(program);
addBenchCommand(program, flags);
addUserCommands(program as unknown as Command);
addClusterCommands(program as unknown as Command);

await runCli(program);
