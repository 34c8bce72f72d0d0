import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { bitbucket } from '../../src/trigger/forges/bitbucket.ts';
import { gitea } from '../../src/trigger/forges/gitea.ts';
import { github } from '../../src/trigger/forges/github.ts';
import { gitlab } from '../../src/trigger/forges/gitlab.ts';
import * as payloads from './payloads.ts';
import { COMMIT } from './payloads.ts';

const body = Buffer.from('{"a": 1}');
const hmac = createHmac('sha256', 'secret').update(body).digest('hex');

test.each([
  ['GitHub', github, { 'x-hub-signature-256': `sha256=${hmac}` }],
  ['Gitea', gitea, { 'x-gitea-signature': hmac }],
  ['Forgejo', gitea, { 'x-forgejo-signature': hmac }],
  ['Bitbucket', bitbucket, { 'x-hub-signature': `sha256=${hmac}` }],
  ['GitLab', gitlab, { 'x-gitlab-token': 'secret' }],
])('%s signs with the secret, and nobody without it', (_name, forge, headers) => {
  expect(forge.isSigned(headers, body, 'secret')).toBe(true);
  expect(forge.isSigned(headers, body, 'Secret')).toBe(false);
  expect(forge.isSigned({}, body, 'secret')).toBe(false);
  expect(forge.isSigned({}, body, '')).toBe(false);
  const [[name, value] = ['', '']] = Object.entries(headers) as [string, string][];
  for (const wrong of [
    '',
    value.slice(1),
    `${value}0`,
    value.replace('sha256=', 'sha1='),
    value.toUpperCase(),
  ]) {
    if (wrong !== value) expect(forge.isSigned({ [name]: wrong }, body, 'secret')).toBe(false);
  }
});

test.each([github, gitea, bitbucket])('of another body the signature is not right', (forge) => {
  const headers = {
    'x-hub-signature-256': `sha256=${hmac}`,
    'x-hub-signature': `sha256=${hmac}`,
    'x-gitea-signature': hmac,
  };
  expect(forge.isSigned(headers, Buffer.from('{"a":1}'), 'secret')).toBe(false);
});

test('of Forgejo its own signature counts, and a right one of Gitea does not mend it', () => {
  const headers = { 'x-forgejo-signature': '0'.repeat(64), 'x-gitea-signature': hmac };
  expect(gitea.isSigned(headers, body, 'secret')).toBe(false);
});

const pushed = { ref: 'refs/heads/main', commit: COMMIT, subject: 'Count twice', author: 'Ann Author' };

test('a push says which commit a branch has come to, and who has pushed', () => {
  const told = { pushes: [pushed], by: 'ann' };
  expect(github.read({ 'x-github-event': 'push' }, payloads.github.push)).toEqual(told);
  expect(gitea.read({ 'x-gitea-event': 'push' }, payloads.github.push)).toEqual(told);
  expect(gitea.read({ 'x-forgejo-event': 'push' }, payloads.github.push)).toEqual(told);
  expect(gitlab.read({}, payloads.gitlab.push)).toEqual(told);
  const tag = { ...pushed, ref: 'refs/tags/v1' };
  expect(bitbucket.read({ 'x-event-key': 'repo:push' }, payloads.bitbucket.push)).toEqual({
    pushes: [pushed, tag],
    by: 'ann',
  });
  expect(bitbucket.read({ 'x-event-key': 'repo:refs_changed' }, payloads.bitbucket.serverPush)).toEqual({
    pushes: [{ ref: 'refs/heads/main', commit: COMMIT }],
    by: 'ann',
  });
});

test('of a tag with a message the commit is told', () => {
  const tag = { ref: 'refs/tags/v1', commit: COMMIT };
  expect(github.read({ 'x-github-event': 'push' }, payloads.github.tag)).toMatchObject({ pushes: [tag] });
  expect(gitlab.read({}, payloads.gitlab.tag)).toMatchObject({ pushes: [tag], by: 'Ann Author' });
});

test('a pull request of the repository itself is a push of its branch, one of a fork is a ref of its own', () => {
  const own = { pushes: [{ ref: 'refs/heads/count', commit: COMMIT, subject: 'Count more' }], by: 'ann' };
  expect(github.read({ 'x-github-event': 'pull_request' }, payloads.github.pullRequest)).toMatchObject({
    ...own,
    pullRequest: '12',
    fromFork: false,
  });
  expect(gitlab.read({}, payloads.gitlab.mergeRequest)).toMatchObject({
    ...own,
    pullRequest: '12',
    fromFork: false,
  });
  const fork = (ref: string) => ({ pushes: [{ ref, commit: COMMIT }], pullRequest: '13', fromFork: true });
  expect(github.read({ 'x-github-event': 'pull_request' }, payloads.github.fork)).toMatchObject(
    fork('refs/pull/13/head'),
  );
  expect(gitea.read({ 'x-gitea-event': 'pull_request_sync' }, payloads.github.fork)).toMatchObject(
    fork('refs/pull/13/head'),
  );
  expect(gitlab.read({}, payloads.gitlabFork)).toMatchObject(fork('refs/merge-requests/13/head'));
  expect(bitbucket.read({ 'x-event-key': 'pr:opened' }, payloads.bitbucket.serverFork)).toMatchObject(
    fork('refs/pull-requests/13/from'),
  );
});

test('a fork that was removed meanwhile is one all the same', () => {
  const { pull_request: request } = payloads.github.fork;
  const gone = {
    ...payloads.github.fork,
    pull_request: { ...request, head: { ...request.head, repo: null } },
  };
  expect(github.read({ 'x-github-event': 'pull_request' }, gone)).toMatchObject({ fromFork: true });
});

test('nothing follows from what brings no commit', () => {
  const ignored = { ignored: expect.any(String) };
  expect(github.read({ 'x-github-event': 'ping' }, payloads.github.ping)).toEqual({
    ignored: 'the webhook works',
  });
  expect(github.read({ 'x-github-event': 'push' }, payloads.github.removed)).toEqual(ignored);
  expect(github.read({ 'x-github-event': 'issues' }, {})).toEqual(ignored);
  const closed = { ...payloads.github.pullRequest, action: 'closed' };
  expect(github.read({ 'x-github-event': 'pull_request' }, closed)).toEqual(ignored);
  expect(gitlab.read({}, payloads.gitlab.removed)).toEqual(ignored);
  expect(gitlab.read({}, { object_kind: 'note' })).toEqual(ignored);
  expect(bitbucket.read({ 'x-event-key': 'diagnostics:ping' }, { test: true })).toEqual(ignored);
  expect(bitbucket.read({ 'x-event-key': 'pullrequest:created' }, {})).toEqual(ignored);
});
