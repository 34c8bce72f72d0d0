import { resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { print, printJson, say } from '@oremill/runtime/cli';
import { installHook, removeHook } from '../trigger/hook.ts';
import { cliActor } from './config.ts';
import { withDeployer } from './with-deployer.ts';

export const hookCommand = new Command('hook').description(
  'have a bare repository on this machine tell of pushes at once',
);

hookCommand
  .command('install')
  .description('put a post-receive hook into it; one that is there goes on')
  .argument('<repository>', 'its name here')
  .option('--folder <path>', 'of the bare repository; default: the path that is its address')
  .option('--json', 'print the repository as JSON')
  .action(async (name, { folder, json }) => {
    const place = folder === undefined ? undefined : resolve(folder);
    const repository = await withDeployer(({ world }) => installHook(world, name, place, cliActor()));
    if (json) return printJson(repository);
    print(`pushes to ${repository.hookFolder} are noticed at once`);
  });

hookCommand
  .command('remove')
  .description('take it away; what was there before is put back')
  .argument('<repository>')
  .action(async (name) => {
    await withDeployer(({ world }) => removeHook(world, name, cliActor()));
    say(`${name} has no hook of ours`);
  });
