import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkUrl } from '../../src/trigger/repository-url.ts';
import { makeFolder } from '../workspace/repository.ts';

test.each([
  'https://git.example/group/app.git',
  'https://git.example:8443/app',
  'http://gitea:3000/app.git',
  'ssh://git@git.example:2222/app.git',
  'git@git.example:group/app.git',
  'git://git.example/app.git',
])('%s is an address', (url) => {
  expect(checkUrl(url, [])).toBe(url);
});

test.each([
  'ext::sh -c touch% /tmp/here',
  'ext::sh',
  'fd::17',
  '--upload-pack=touch /tmp/here',
  '-oProxyCommand=touch',
  'ssh://-oProxyCommand=touch/app.git',
  'git@-oProxyCommand=touch:app.git',
  '-git@host:app.git',
  'git@host:-app.git',
  'https://git.example/app.git\nfetch = +refs/*',
  'https://git.example/a b',
  'https:///app.git',
  'https:ann:hunter2@git.example/app.git',
  'https://git.example\\@other.example/app.git',
  'ftp://git.example/app.git',
  'javascript:alert(1)',
  'data:text/plain,app',
  'app.git',
  '../app.git',
  '',
])('%j is none', (url) => {
  expect(() => checkUrl(url, ['/'])).toThrow(expect.objectContaining({ code: 'REPOSITORY_INVALID' }));
});

test('one with a password is refused, and the message does not repeat it', () => {
  for (const url of [
    'https://ann:hunter2@git.example/app.git',
    'https://hunter2@git.example/app.git',
    'ssh://git:hunter2@git.example/app.git',
  ]) {
    expect(() => checkUrl(url, [])).toThrow(expect.not.stringContaining('hunter2'));
    expect(() => checkUrl(url, [])).toThrow('does not hold a user or a password');
  }
});

test('a path is one below a root, after every link in it was followed', () => {
  const folder = makeFolder();
  const root = join(folder, 'repositories');
  const outside = join(folder, 'outside');
  for (const name of [root, outside, join(root, 'app.git'), `${root}-2`]) mkdirSync(name);
  symlinkSync(outside, join(root, 'link'));
  writeFileSync(join(root, 'file'), '');
  expect(checkUrl(join(root, 'app.git'), [root])).toBe(join(root, 'app.git'));
  expect(checkUrl(`file://${root}/app.git`, [root])).toBe(join(root, 'app.git'));
  expect(checkUrl(join(outside, '../repositories/app.git'), [root])).toBe(join(root, 'app.git'));
  for (const path of ['link', '../outside', '../repositories-2', 'missing', 'file']) {
    expect(() => checkUrl(join(root, path), [root])).toThrow(
      expect.objectContaining({ code: 'REPOSITORY_INVALID' }),
    );
  }
  expect(() => checkUrl(join(root, 'app.git'), [])).toThrow('in no folder that repositories may be in');
  expect(() => checkUrl(join(root, 'app.git'), [join(folder, 'gone')])).toThrow('in no folder');
});
