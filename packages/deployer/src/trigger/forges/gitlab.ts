import { z } from 'zod';
import { refOfBranch } from '../push.ts';
import { type Forge, firstLine, headerOf, isSame, type Told } from './forge.ts';

const commitSchema = z.object({
  id: z.string(),
  message: z.string().optional(),
  author: z.object({ name: z.string() }).optional(),
});

const pushSchema = z.object({
  object_kind: z.enum(['push', 'tag_push']),
  ref: z.string(),
  /** Null where the ref was removed; of a tag with a message it is the commit, and `after` the tag. */
  checkout_sha: z.string().nullable(),
  user_username: z.string().nullish(),
  user_name: z.string().nullish(),
  commits: z.array(commitSchema).nullish(),
});

const mergeRequestSchema = z.object({
  object_kind: z.literal('merge_request'),
  user: z.object({ username: z.string() }).nullish(),
  object_attributes: z.object({
    iid: z.number().int(),
    action: z.string().optional(),
    title: z.string(),
    source_branch: z.string(),
    source_project_id: z.number().nullable(),
    target_project_id: z.number(),
    last_commit: commitSchema,
  }),
});

/** Of a merge request, those that may bring commits. */
const ACTIONS: ReadonlySet<string> = new Set(['open', 'reopen', 'update']);

/** It sends the secret itself, and no signature: use it with https alone. */
export const gitlab: Forge = {
  isSigned: (headers, _body, secret) => isSame(headerOf(headers, 'x-gitlab-token'), secret),
  deliveryId: (headers) => headerOf(headers, 'x-gitlab-event-uuid'),
  read(_headers, payload) {
    const { object_kind: kind } = z.object({ object_kind: z.string() }).parse(payload);
    if (kind === 'push' || kind === 'tag_push') return readPush(payload);
    if (kind === 'merge_request') return readMergeRequest(payload);
    return { ignored: `nothing follows from ${kind}` };
  },
};

function readPush(payload: unknown): Told {
  const { ref, checkout_sha: commit, commits, ...push } = pushSchema.parse(payload);
  if (commit === null) return { ignored: `${ref} was removed` };
  const newest = commits?.find(({ id }) => id === commit);
  return {
    pushes: [{ ref, commit, subject: firstLine(newest?.message), author: newest?.author?.name }],
    by: push.user_username ?? push.user_name ?? undefined,
  };
}

function readMergeRequest(payload: unknown): Told {
  const { user, object_attributes: request } = mergeRequestSchema.parse(payload);
  const { action = 'changed', iid, last_commit: commit } = request;
  if (!ACTIONS.has(action)) return { ignored: `merge request ${iid}: ${action}` };
  const fromFork = request.source_project_id !== request.target_project_id;
  const ref = fromFork ? `refs/merge-requests/${iid}/head` : refOfBranch(request.source_branch);
  return {
    pushes: [{ ref, commit: commit.id, subject: request.title, author: commit.author?.name }],
    by: user?.username,
    pullRequest: String(iid),
    fromFork,
  };
}
