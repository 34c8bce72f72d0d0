import { Command } from '@commander-js/extra-typings';
import { runCli } from '@oremill/runtime/cli';
import { addBundleCommand } from '../streaming/bundle-command.ts';
import { addTaskCommand } from '../streaming/task-command.ts';
import { addJobCommands } from './job-commands.ts';
import { addOutputCommands } from './output-commands.ts';
import { addResumeCommands } from './resume-commands.ts';
import { addRunCommand } from './run-command.ts';
import { addSampleCommand } from './sample-command.ts';

const program = new Command('mapreduce').description(
  'Runs MapReduce jobs over files on this machine. Data goes to stdout, talk to stderr.',
);
await addRunCommand(program, process.argv.slice(2));
addResumeCommands(program);
addOutputCommands(program);
addJobCommands(program);
addSampleCommand(program);
addTaskCommand(program);
addBundleCommand(program);

await runCli(program, { wrongUsage: new Set(['OPTION_INVALID']) });
