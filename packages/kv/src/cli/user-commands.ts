import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { kvError } from '@oremill/types';
import { hashPassword } from '../command/passwords.ts';
import { type User, userSchema } from '../config.ts';
import { readUsers, writeUsers } from '../users-file.ts';
import { dataFolder } from './config.ts';

const PASSWORD_CHARACTERS_MIN = 12;
const AT_NEXT_START = 'It counts from the next start of the server.';

/** Keeps the users of a store, besides `default`. */
export function addUserCommands(program: Command): void {
  const user = new Command('user').description('who may sign in besides default, and what they may do');
  program.addCommand(user);

  user
    .command('add')
    .description('add a user, or give one another password and other rights; the password is read from stdin')
    .argument('<name>')
    .option('--datasets <patterns...>', 'names of datasets, * stands for any characters', ['*'])
    .option('--verbs <verbs...>', 'of read, write, admin, follow', ['read'])
    .option('--default-dataset <name>', 'the one that is chosen until SELECT names another')
    .option('--json', 'print the user as JSON, without the password')
    .action(async (name, { datasets, defaultDataset, json, verbs }) => {
      const password = (await text(process.stdin)).replace(/\r?\n$/, '');
      if (password.length < PASSWORD_CHARACTERS_MIN) {
        throw kvError('CONFIG_INVALID', `the password has fewer than ${PASSWORD_CHARACTERS_MIN} characters`, {
          hint: 'Pipe one in: openssl rand -base64 24 | tee password | kv user add …',
        });
      }
      const added = parseUser({
        name,
        datasets,
        verbs,
        password: await hashPassword(password),
        defaultDataset,
      });
      const folder = join(dataFolder(), 'kv');
      writeUsers(folder, [...readUsers(folder).filter((other) => other.name !== name), added]);
      if (json) printJson(withoutPassword(added));
      else print(`${name} may ${added.verbs.join(', ')} ${added.datasets.join(', ')}. ${AT_NEXT_START}`);
    });

  user
    .command('list')
    .description('list the users')
    .option('--json', 'print them as JSON, without passwords')
    .action(({ json }) => {
      const users = readUsers(join(dataFolder(), 'kv')).map(withoutPassword);
      if (json) return printJson({ items: users });
      print(
        drawTable(
          ['user', 'may', 'datasets', 'default'],
          users.map(({ name, verbs, datasets, defaultDataset }) => [
            name,
            verbs.join(', '),
            datasets.join(', '),
            defaultDataset ?? '–',
          ]),
        ),
      );
    });

  user
    .command('remove')
    .description('remove a user')
    .argument('<name>')
    .option('--json', 'print {"removed": …} as JSON')
    .action((name, { json }) => {
      const folder = join(dataFolder(), 'kv');
      const users = readUsers(folder);
      if (!users.some((other) => other.name === name)) {
        throw kvError('CONFIG_INVALID', `there is no user ${name}`, {
          hint: 'kv user list shows who there is.',
        });
      }
      writeUsers(
        folder,
        users.filter((other) => other.name !== name),
      );
      if (json) printJson({ removed: name });
      else print(`${name} is removed. ${AT_NEXT_START}`);
    });
}

function parseUser(given: Record<keyof User, unknown>): User {
  if (given.name === 'default') {
    throw kvError('CONFIG_INVALID', 'the user default has the token of the data folder', {
      hint: 'Choose another name.',
    });
  }
  const parsed = userSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw kvError('CONFIG_INVALID', `${issue?.path.join('.')}: ${issue?.message}`);
}

function withoutPassword(user: User): Omit<User, 'password'> {
  const { password: _, ...shown } = user;
  return shown;
}
