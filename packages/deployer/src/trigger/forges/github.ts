import { z } from 'zod';
import { refOfBranch } from '../push.ts';
import { type Forge, firstLine, headerOf, isHmac, type Told } from './forge.ts';

/** GitHub, and what Gitea and Forgejo have in common with it. */

const personSchema = z.object({ login: z.string().optional(), name: z.string().nullish() });

const pushSchema = z.object({
  ref: z.string(),
  after: z.string(),
  head_commit: z
    .object({ id: z.string(), message: z.string(), author: z.object({ name: z.string() }) })
    .nullish(),
  sender: personSchema.nullish(),
  pusher: personSchema.nullish(),
});

const headSchema = z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() });
const pullRequestSchema = z.object({
  action: z.string(),
  number: z.number().int(),
  pull_request: z.object({
    title: z.string(),
    head: headSchema.extend({ sha: z.string() }),
    base: headSchema,
  }),
  sender: personSchema.nullish(),
});

/** Of a pull request, those that bring commits; Gitea has another word for the last one. */
const ACTIONS: ReadonlySet<string> = new Set(['opened', 'reopened', 'synchronize', 'synchronized']);

export const github: Forge = {
  isSigned: (headers, body, secret) =>
    isHmac(/^sha256=([0-9a-f]{64})$/.exec(headerOf(headers, 'x-hub-signature-256') ?? '')?.[1], body, secret),
  deliveryId: (headers) => headerOf(headers, 'x-github-delivery'),
  read: (headers, payload) => readEvent(headerOf(headers, 'x-github-event'), payload),
};

export function readEvent(event: string | undefined, payload: unknown): Told {
  if (event === 'push') return readPush(payload);
  if (event === 'pull_request' || event === 'pull_request_sync') return readPullRequest(payload);
  return { ignored: event === 'ping' ? 'the webhook works' : `nothing follows from ${event}` };
}

function readPush(payload: unknown): Told {
  const { ref, after, head_commit: head, sender, pusher } = pushSchema.parse(payload);
  if (/^0+$/.test(after)) return { ignored: `${ref} was removed` };
  // Of a tag with a message, `after` is the tag, and the head is the commit.
  const commit = head?.id ?? after;
  return {
    pushes: [{ ref, commit, subject: firstLine(head?.message), author: head?.author.name }],
    by: sender?.login ?? pusher?.login ?? pusher?.name ?? undefined,
  };
}

function readPullRequest(payload: unknown): Told {
  const { action, number, pull_request: request, sender } = pullRequestSchema.parse(payload);
  if (!ACTIONS.has(action)) return { ignored: `pull request ${number} was ${action}` };
  const { head, base, title } = request;
  // A fork that was removed meanwhile has no name, and is none of ours.
  const fromFork =
    head.repo?.full_name !== base.repo?.full_name || head.repo === undefined || head.repo === null;
  const ref = fromFork ? `refs/pull/${number}/head` : refOfBranch(head.ref);
  return {
    pushes: [{ ref, commit: head.sha, subject: title }],
    by: sender?.login,
    pullRequest: String(number),
    fromFork,
  };
}
