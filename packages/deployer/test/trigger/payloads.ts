/** Messages of forges, in the shape that their documentation gives, with as much in them as is read, and a little more. */

export const COMMIT = '1'.repeat(40);
export const OTHER = '2'.repeat(40);
export const NONE = '0'.repeat(40);
const author = { name: 'Ann Author', email: 'ann@example.org' };

export const github = {
  push: {
    ref: 'refs/heads/main',
    before: OTHER,
    after: COMMIT,
    created: false,
    deleted: false,
    forced: false,
    repository: { id: 7, full_name: 'team/app' },
    pusher: { name: 'ann', email: 'ann@example.org' },
    sender: { login: 'ann', id: 3 },
    commits: [{ id: COMMIT, message: 'Count twice\n\nand thrice', author }],
    head_commit: { id: COMMIT, message: 'Count twice\n\nand thrice', author },
  },
  removed: { ref: 'refs/heads/old', before: OTHER, after: NONE, deleted: true, head_commit: null },
  tag: {
    ref: 'refs/tags/v1',
    before: NONE,
    after: OTHER,
    head_commit: { id: COMMIT, message: 'Release', author },
    sender: { login: 'ann' },
  },
  pullRequest: {
    action: 'synchronize',
    number: 12,
    pull_request: {
      title: 'Count more',
      head: { ref: 'count', sha: COMMIT, repo: { full_name: 'team/app' } },
      base: { ref: 'main', sha: OTHER, repo: { full_name: 'team/app' } },
    },
    sender: { login: 'ann' },
  },
  fork: {
    action: 'opened',
    number: 13,
    pull_request: {
      title: 'Count less',
      head: { ref: 'main', sha: COMMIT, repo: { full_name: 'stranger/app' } },
      base: { ref: 'main', sha: OTHER, repo: { full_name: 'team/app' } },
    },
    sender: { login: 'stranger' },
  },
  ping: { zen: 'Keep it logically awesome.', hook_id: 1 },
};

export const gitlab = {
  push: {
    object_kind: 'push',
    event_name: 'push',
    before: OTHER,
    after: COMMIT,
    ref: 'refs/heads/main',
    checkout_sha: COMMIT,
    user_name: 'Ann Author',
    user_username: 'ann',
    project_id: 15,
    commits: [
      { id: OTHER, message: 'Before', title: 'Before', author },
      { id: COMMIT, message: 'Count twice\n\nand thrice', title: 'Count twice', author },
    ],
    total_commits_count: 2,
  },
  removed: { object_kind: 'push', before: OTHER, after: NONE, ref: 'refs/heads/old', checkout_sha: null },
  tag: {
    object_kind: 'tag_push',
    before: NONE,
    after: OTHER,
    ref: 'refs/tags/v1',
    checkout_sha: COMMIT,
    user_name: 'Ann Author',
    commits: [],
  },
  mergeRequest: {
    object_kind: 'merge_request',
    user: { username: 'ann', name: 'Ann Author' },
    object_attributes: {
      iid: 12,
      action: 'update',
      title: 'Count more',
      source_branch: 'count',
      target_branch: 'main',
      source_project_id: 15,
      target_project_id: 15,
      last_commit: { id: COMMIT, message: 'Count more', author },
    },
  },
};

export const gitlabFork = {
  ...gitlab.mergeRequest,
  object_attributes: {
    ...gitlab.mergeRequest.object_attributes,
    iid: 13,
    action: 'open',
    source_project_id: 99,
  },
};

const target = { hash: COMMIT, message: 'Count twice\n', author: { raw: 'Ann Author <ann@example.org>' } };
export const bitbucket = {
  push: {
    actor: { nickname: 'ann', display_name: 'Ann Author' },
    repository: { full_name: 'team/app' },
    push: {
      changes: [
        { new: { type: 'branch', name: 'main', target }, old: null, created: true, closed: false },
        { new: { type: 'tag', name: 'v1', target }, old: null },
        { new: null, old: { type: 'branch', name: 'old' }, closed: true },
      ],
    },
  },
  serverPush: {
    eventKey: 'repo:refs_changed',
    actor: { name: 'ann', displayName: 'Ann Author' },
    changes: [
      { ref: { id: 'refs/heads/main', type: 'BRANCH' }, fromHash: OTHER, toHash: COMMIT, type: 'UPDATE' },
      { ref: { id: 'refs/heads/old', type: 'BRANCH' }, fromHash: OTHER, toHash: NONE, type: 'DELETE' },
    ],
  },
  serverFork: {
    eventKey: 'pr:opened',
    actor: { name: 'stranger' },
    pullRequest: {
      id: 13,
      title: 'Count less',
      fromRef: { id: 'refs/heads/main', latestCommit: COMMIT, repository: { id: 99 } },
      toRef: { id: 'refs/heads/main', latestCommit: OTHER, repository: { id: 7 } },
    },
  },
};
