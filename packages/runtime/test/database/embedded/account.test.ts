import { expect, it } from 'vitest';
import { chooseAccount, parseAccounts } from '../../../src/database/embedded/account.ts';

const accounts = parseAccounts(
  [
    'root:x:0:0:root:/root:/bin/bash',
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    'postgres:x:101:104::/var/lib/postgresql:/bin/bash',
    'ada:x:1000:1000:Ada:/home/ada:/bin/bash',
    '# a comment, as macOS has them',
    'broken',
    '',
  ].join('\n'),
);
const none = { accounts, clusterOwner: undefined, dataOwner: undefined, sudoUid: undefined };
const ada = { name: 'ada', uid: 1000, gid: 1000 };

it('reads the lines that are accounts', () => {
  expect(accounts.map(({ name }) => name)).toEqual(['root', 'nobody', 'postgres', 'ada']);
});

it.each([
  ['the owner of the cluster goes first', { clusterOwner: 1000, sudoUid: 101 }, 'ada'],
  ['then the person behind sudo', { sudoUid: 1000, dataOwner: 101 }, 'ada'],
  ['then the owner of the data folder', { dataOwner: 1000 }, 'ada'],
  ['root’s own files say nothing', { clusterOwner: 0, sudoUid: 0, dataOwner: 0 }, 'postgres'],
  ['nor does a uid without a name, which Postgres refuses', { dataOwner: 4242 }, 'postgres'],
])('%s', (_, facts, name) => {
  expect(chooseAccount({ ...none, ...facts })?.name).toBe(name);
});

it('without postgres it is nobody, without that none', () => {
  const few = accounts.filter(({ name }) => name !== 'postgres');
  expect(chooseAccount({ ...none, accounts: few })?.name).toBe('nobody');
  expect(chooseAccount({ ...none, accounts: [] })).toBeUndefined();
  expect(chooseAccount({ ...none, accounts: [ada], sudoUid: 1000 })).toEqual(ada);
});
