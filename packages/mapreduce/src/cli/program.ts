import { Console } from 'node:console';
import { Command } from '@commander-js/extra-typings';
import { runCli, writeOut } from '@oremill/runtime/cli';
import { addBundleCommand } from '../streaming/bundle-command.ts';
import { addTaskCommand } from '../streaming/task-command.ts';
import { addJobCommands } from './job-commands.ts';
import { addOutputCommands } from './output-commands.ts';
import { addResumeCommands } from './resume-commands.ts';
import { addRunCommand } from './run-command.ts';
import { addSampleCommand } from './sample-command.ts';

// What a job prints is talk, also while it is imported: on stdout it would end up in the middle of a reply.
const [command] = process.argv.slice(2);
if (command !== 'sample' && command !== 'task') {
  process.stdout.write = process.stderr.write.bind(process.stderr);
  globalThis.console = new Console(process.stderr, process.stderr);
}

const program = new Command('mapreduce')
  .description('Runs MapReduce jobs over files on this machine. Data goes to stdout, talk to stderr.')
  .configureOutput({ writeOut });
await addRunCommand(program, process.argv.slice(2));
addResumeCommands(program);
addOutputCommands(program);
addJobCommands(program);
addSampleCommand(program);
addTaskCommand(program);
addBundleCommand(program);

await runCli(program, { wrongUsage: new Set(['OPTION_INVALID']) });
