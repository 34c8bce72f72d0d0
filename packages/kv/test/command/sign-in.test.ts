import { describe, expect, test } from 'vitest';
import { hashPassword, hashToken } from '../../src/command/passwords.ts';
import { type User, userSchema } from '../../src/config.ts';
import { MapDataset } from './map-dataset.ts';
import { type ServeOptions, useServer } from './serve.ts';

const serve = useServer();
const OK = { simple: 'OK' };
const NOAUTH = { error: 'NOAUTH Authentication required.' };
const WRONG = { error: 'WRONGPASS invalid username-password pair or user is disabled.' };

async function people(): Promise<User[]> {
  return [
    userSchema.parse({ name: 'default', password: hashToken('t0ken'), verbs: ['read', 'write', 'admin'] }),
    userSchema.parse({
      name: 'reader',
      password: await hashPassword('correct horse'),
      datasets: ['pub*', 'tags'],
      defaultDataset: 'tags',
    }),
  ];
}

async function locked(options: ServeOptions = {}) {
  const datasets = [
    new MapDataset('tags', { kind: 'published' }).fill({ a: '1' }),
    new MapDataset('public').fill({ b: '2' }),
  ];
  return serve({
    users: await people(),
    datasets,
    ...options,
    limits: { signInDelayMs: 1, ...options.limits },
  });
}

describe('a stranger', () => {
  test('may do nothing but sign in and leave', async () => {
    const { connect } = await locked();
    const client = await connect();
    const replies = await client.callAll([
      ['GET', 'a'],
      ['PING'],
      ['INFO'],
      ['COMMAND'],
      ['NONSENSE'],
      ['MULTI'],
      ['GET'],
    ]);
    expect(replies).toEqual(replies.map(() => NOAUTH));
    expect(await client.call('HELLO', 3)).toEqual({
      error: expect.stringMatching(/^NOAUTH HELLO must be called/),
    });
    expect(await client.call('QUIT')).toEqual(OK);
    expect(await client.untilClosed()).toEqual([]);
  });

  test('signs in by AUTH, by HELLO, with a name or as default', async () => {
    const { connect } = await locked();
    const [first, second, third] = await Promise.all([connect(), connect(), connect()]);
    expect(
      await first.callAll([
        ['AUTH', 't0ken'],
        ['ACL', 'WHOAMI'],
      ]),
    ).toEqual([OK, 'default']);
    expect(
      await second.callAll([
        ['AUTH', 'reader', 'correct horse'],
        ['ACL', 'WHOAMI'],
        ['GET', 'a'],
      ]),
    ).toEqual([OK, 'reader', '1']);
    const [greeting] = await third.callAll([
      ['HELLO', '3', 'AUTH', 'reader', 'correct horse', 'SETNAME', 'app'],
    ]);
    expect(greeting).toEqual({
      map: [
        'server',
        'oremill',
        'version',
        '7.2.0',
        'proto',
        3,
        'id',
        expect.any(Number),
        'mode',
        'standalone',
        'role',
        'master',
        'modules',
        [],
      ],
    });
    expect(await third.call('CLIENT', 'GETNAME')).toBe('app');
  });

  test('with a wrong password is told so late, and cut after a few tries', async () => {
    const { connect, server } = await locked({ limits: { signInTriesMax: 3 } });
    const client = await connect();
    expect(await client.call('AUTH', 'wrong')).toEqual(WRONG);
    expect(await client.call('AUTH', 'reader', 'wrong')).toEqual(WRONG);
    expect(await client.call('AUTH', 'nobody', 't0ken')).toEqual(WRONG);
    expect(await client.untilClosed()).toEqual([]);
    expect(server.stats().failedSignIns).toBe(3);
  });

  test('who guesses waits longer each time, and keeps nobody else waiting', async () => {
    const { connect } = await locked({ limits: { signInDelayMs: 60_000 } });
    const [guesser, owner] = await Promise.all([connect(), connect()]);
    let isAnswered = false;
    guesser.call('AUTH', 'wrong').then(
      () => {
        isAnswered = true;
      },
      () => {},
    );
    expect(await owner.call('AUTH', 't0ken')).toEqual(OK);
    for (let round = 0; round < 20; round++) await owner.call('PING');
    expect(isAnswered).toBe(false);
  });

  test('who failed once may succeed, and is forgotten by RESET', async () => {
    const { connect } = await locked();
    const client = await connect();
    expect(
      await client.callAll([['AUTH', 'wrong'], ['AUTH', 't0ken'], ['PING'], ['RESET'], ['PING']]),
    ).toEqual([WRONG, OK, { simple: 'PONG' }, { simple: 'RESET' }, NOAUTH]);
  });
});

describe('a user', () => {
  test('sees and does what the verbs and patterns allow, and nothing else', async () => {
    const { connect } = await locked();
    const client = await connect();
    await client.call('AUTH', 'reader', 'correct horse');
    expect(
      await client.callAll([
        ['GET', 'a'],
        ['SET', 'a', '2'],
        ['SELECT', 'main'],
        ['SELECT', 'public'],
        ['GET', 'b'],
        ['SET', 'b', '3'],
        ['CONFIG', 'GET', 'save'],
        ['CLIENT', 'LIST'],
        ['FLUSHALL'],
        ['SELECT', '0'],
        ['GET', 'a'],
      ]),
    ).toEqual([
      '1',
      { error: "NOPERM user reader may not run 'set' on dataset tags" },
      { error: 'ERR no dataset of yours has this name' },
      OK,
      '2',
      { error: "NOPERM user reader may not run 'set' on dataset public" },
      { error: "NOPERM user reader may not run 'config'" },
      { error: "NOPERM user reader may not run 'client|list'" },
      { error: "NOPERM user reader may not run 'flushall'" },
      OK,
      '1',
    ]);
    const info = await client.call('INFO', 'datasets');
    expect(info).toContain('dataset_tags:');
    expect(info).not.toContain('dataset_main:');
  });

  test('who may write is refused by a published dataset', async () => {
    const { connect } = await locked();
    const client = await connect();
    await client.call('AUTH', 't0ken');
    expect(
      await client.callAll([['SELECT', 'tags'], ['SET', 'a', '2'], ['DEL', 'a'], ['FLUSHDB'], ['GET', 'a']]),
    ).toEqual([
      OK,
      { error: 'READONLY dataset tags is published: it changes by publishing a version' },
      { error: 'READONLY dataset tags is published: it changes by publishing a version' },
      { error: 'READONLY dataset tags is published: it changes by publishing a version' },
      '1',
    ]);
  });

  test('has passwords in no log, no list and no reply', async () => {
    const { connect, log } = await locked();
    const client = await connect();
    const admin = await connect();
    await admin.callAll([
      ['AUTH', 't0ken'],
      ['CONFIG', 'SET', 'slowlog-log-slower-than', '0'],
    ]);
    await client.callAll([
      ['AUTH', 'reader', 'hunter2-wrong'],
      ['HELLO', '3', 'AUTH', 'hunter2-only'],
      ['HELLO', '3', 'AUTH', 'reader', 'correct horse'],
    ]);
    const told = await admin.callAll([
      ['SLOWLOG', 'GET', '-1'],
      ['CLIENT', 'LIST'],
      ['ACL', 'LIST'],
      ['CONFIG', 'GET', '*'],
      ['INFO', 'everything'],
      ['LATENCY', 'HISTOGRAM'],
    ]);
    const text = JSON.stringify(told) + log.join('\n');
    expect(text).toContain('(redacted)');
    expect(text).toContain('user reader on ~pub* ~tags +@read');
    for (const secret of ['hunter2', 'correct horse', 't0ken', 'sha256:', 'scrypt:'])
      expect(text).not.toContain(secret);
  });
});

test('while data is being read from disk, only commands without data are answered', async () => {
  const { connect } = await serve({ source: { isLoading: true } });
  const client = await connect();
  expect(await client.callAll([['GET', 'a'], ['DBSIZE'], ['PING']])).toEqual([
    { error: 'LOADING datasets are being read from disk' },
    { error: 'LOADING datasets are being read from disk' },
    { simple: 'PONG' },
  ]);
  expect(await client.call('INFO', 'persistence')).toContain('loading:1');
});
