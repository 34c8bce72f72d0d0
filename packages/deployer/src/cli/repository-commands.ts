import { isAbsolute, resolve } from 'node:path';
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { drawTable, parseMilliseconds, print, printJson, say } from '@oremill/runtime/cli';
import {
  addRepositorySchema,
  changeRepositorySchema,
  formatDuration,
  platformError,
  type Repository,
  type WebhookSecret,
} from '@oremill/types';
import type { z } from 'zod';
import { listRepositories } from '../trigger/list-repositories.ts';
import { lookNow } from '../trigger/poll.ts';
import { addRepository, changeRepository, getRepository, removeRepository } from '../trigger/repositories.ts';
import { cliActor } from './config.ts';
import { withDeployer } from './with-deployer.ts';

const URL_HELP = 'https, ssh or git; or a path below OREMILL_REPOSITORY_ROOTS';
const POLL_HELP = 'look for changes so often, as 60s; or never';
const SECRET_HELP = 'of webhooks: env:VARIABLE of the server, or file:PATH of mode 0600';

export const repositoriesCommand = new Command('repositories').description(
  'what is looked at for changes: add, list, show, change, remove, poll',
);

repositoriesCommand
  .command('add')
  .description('add a repository; the first look at it builds the target branch')
  .argument('<name>', 'lower case letters, digits, ., _ and -')
  .argument('<url>', URL_HELP)
  .option('--branch <name>', 'target branch, which changes are compared with', 'main')
  .option('--poll <interval>', `${POLL_HELP}; default 60s`, parsePoll)
  .option('--webhook-secret <place>', SECRET_HELP, parseSecret)
  .option('--json', 'print it as JSON')
  .action(async (name, url, { branch, json, poll, webhookSecret }) => {
    const asked = check(addRepositorySchema, {
      name,
      url: toUrl(url),
      targetBranch: branch,
      ...(poll === undefined ? {} : { pollMs: poll.ms }),
      ...(webhookSecret === undefined ? {} : { webhookSecret }),
    });
    const added = await withDeployer(({ world }) => addRepository(world, asked, cliActor()));
    if (json) return printJson(added);
    print(drawRepository(added));
  });

repositoriesCommand
  .command('list')
  .description('repositories, and how the last look at each went')
  .option('--json', 'print them as JSON')
  .action(async ({ json }) => {
    const items = await withDeployer(({ world: { state } }) => listRepositories(state));
    if (json) return printJson({ items });
    const rows = items.map((one) => [one.name, one.url, one.targetBranch, showPoll(one), showLook(one)]);
    print(drawTable(['name', 'url', 'branch', 'poll', 'last look'], rows));
  });

repositoriesCommand
  .command('show')
  .description('one repository, and where its webhooks go')
  .argument('<name>')
  .option('--json', 'print it as JSON')
  .action(async (name, { json }) => {
    const found = await withDeployer(({ world: { state } }) => getRepository(state, name));
    if (json) return printJson(found);
    print(drawRepository(found));
  });

repositoriesCommand
  .command('change')
  .description('change what is given; what is left out stays')
  .argument('<name>')
  .option('--url <url>', URL_HELP)
  .option('--branch <name>', 'target branch')
  .option('--poll <interval>', POLL_HELP, parsePoll)
  .option('--webhook-secret <place>', `${SECRET_HELP}; none takes it away`, parseSecretOrNone)
  .option('--json', 'print it as JSON')
  .action(async (name, { branch, json, poll, url, webhookSecret }) => {
    const change = check(changeRepositorySchema, {
      url: url && toUrl(url),
      targetBranch: branch,
      pollMs: poll?.ms,
      webhookSecret: webhookSecret?.place,
    });
    const changed = await withDeployer(({ world }) => changeRepository(world, name, change, cliActor()));
    if (json) return printJson(changed);
    print(drawRepository(changed));
  });

repositoriesCommand
  .command('remove')
  .description('remove a repository with its runs; refused while one of them has not ended')
  .argument('<name>')
  .action(async (name) => {
    await withDeployer(({ world }) => removeRepository(world, name, cliActor()));
    say(`${name} is removed`);
  });

repositoriesCommand
  .command('poll')
  .description('look now whether it has changed, and ask for runs of what has')
  .argument('<name>')
  .option('--json', 'print the runs as JSON')
  .action(async (name, { json }) => {
    const triggered = await withDeployer(({ world }) => lookNow(world, name));
    if (json) return printJson(triggered);
    if (triggered.ignored !== undefined) return say(triggered.ignored);
    const rows = triggered.runs.map((run) => [
      `${name}#${run.number}`,
      run.branch,
      run.commit.slice(0, 12),
      run.isNew ? 'asked for' : 'was there',
    ]);
    print(drawTable(['run', 'branch', 'commit', ''], rows));
  });

function drawRepository(repository: Repository): string {
  const { name, targetBranch, url, webhookSecret } = repository;
  const forges = 'github, gitlab, gitea, forgejo or bitbucket';
  const rows = [
    ['url', url],
    ['target branch', targetBranch],
    ['poll', showPoll(repository)],
    ['last look', showLook(repository)],
    ['webhooks', webhookSecret === undefined ? 'none: no secret is set' : `/deployer/hooks/FORGE/${name}`],
    ['hook', repository.hookFolder ?? 'none'],
  ];
  const told = webhookSecret === undefined ? [] : [`FORGE is ${forges}`];
  return [drawTable([name, ''], rows), ...told].join('\n');
}

function showPoll({ pollMs }: Repository): string {
  return pollMs === null ? 'never' : `every ${formatDuration(pollMs)}`;
}

function showLook({ lookedAt, lookError, lookFailures }: Repository): string {
  if (lookError !== undefined) return `failed ${lookFailures} times: ${lookError.message}`;
  return lookedAt ?? 'not yet';
}

/** A path as a person types it. */
function toUrl(url: string): string {
  return url === '.' || url.startsWith('./') || url.startsWith('../') ? resolve(url) : url;
}

/** In an object, since commander takes null for an option without a value. */
function parsePoll(text: string): { ms: number | null } {
  return { ms: text === 'never' ? null : parseMilliseconds(text) };
}

function parseSecret(text: string): WebhookSecret {
  const [, kind, place = ''] = /^(env|file):(.+)$/.exec(text) ?? [];
  if (kind === 'env') return { env: place };
  if (kind === 'file') return { file: isAbsolute(place) ? place : resolve(place) };
  throw new InvalidArgumentError('It must be env:VARIABLE or file:PATH; the secret itself is never given.');
}

function parseSecretOrNone(text: string): { place: WebhookSecret | null } {
  return { place: text === 'none' ? null : parseSecret(text) };
}

/** As the API checks it. */
function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw platformError('REQUEST_INVALID', `${issue?.path.join('.')}: ${issue?.message}`, {
    hint: 'See --help.',
  });
}
