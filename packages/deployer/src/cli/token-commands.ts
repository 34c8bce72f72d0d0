import { Command, Option } from '@commander-js/extra-typings';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import { platformError, roleSchema, tokenNameSchema } from '@oremill/types';
import { listTokens, makeToken, revokeToken } from '../access/tokens.ts';
import { cliActor } from './config.ts';
import { withState } from './with-state.ts';

export const tokensCommand = new Command('tokens').description(
  'named tokens: a viewer looks, an operator starts and stops runs, an admin does everything',
);

tokensCommand
  .command('make')
  .description('make a token; it is shown this once')
  .argument('<name>', 'of who, or what, will use it')
  .addOption(new Option('--role <role>').choices(roleSchema.options).makeOptionMandatory())
  .option('--json', 'print it as JSON')
  .action(async (name, { json, role }) => {
    const parsed = tokenNameSchema.safeParse(name);
    if (!parsed.success) throw platformError('REQUEST_INVALID', parsed.error.issues[0]?.message ?? 'no name');
    const made = await withState((world) => makeToken(world, { name, role }, cliActor()));
    if (json) return printJson(made);
    print(made.token);
    say(`This is the token of ${name}, ${role}. It is not shown again: only its sha256 is kept.`);
  });

tokensCommand
  .command('list')
  .description('tokens, also revoked ones; never the tokens themselves')
  .option('--json', 'print them as JSON')
  .action(async ({ json }) => {
    const items = await withState(({ state }) => listTokens(state));
    if (json) return printJson({ items });
    const rows = items.map(({ name, role, createdAt, createdBy, revokedAt }) => [
      name,
      role,
      `${createdAt} by ${createdBy}`,
      revokedAt ?? '',
    ]);
    print(drawTable(['name', 'role', 'made', 'revoked'], rows));
  });

tokensCommand
  .command('revoke')
  .description('have a token, and its sessions, open nothing any more')
  .argument('<name>')
  .action(async (name) => {
    await withState((world) => revokeToken(world, name, cliActor()));
    say(`the token ${name} opens nothing any more`);
  });
