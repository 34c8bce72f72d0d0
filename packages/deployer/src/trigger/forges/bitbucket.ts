import { z } from 'zod';
import type { Push } from '../push.ts';
import { type Forge, firstLine, headerOf, isHmac, type Told } from './forge.ts';

/** Bitbucket Cloud, whose events begin with `repo:push`, and Bitbucket Data Center, with `repo:refs_changed`. */

const actorSchema = z
  .object({
    name: z.string().optional(),
    nickname: z.string().optional(),
    display_name: z.string().optional(),
  })
  .nullish();

const cloudPushSchema = z.object({
  actor: actorSchema,
  push: z.object({
    changes: z.array(
      z.object({
        /** Null where it was removed. */
        new: z
          .object({
            type: z.string(),
            name: z.string(),
            target: z.object({
              hash: z.string(),
              message: z.string().optional(),
              author: z.object({ raw: z.string() }).optional(),
            }),
          })
          .nullable(),
      }),
    ),
  }),
});

const serverPushSchema = z.object({
  actor: actorSchema,
  changes: z.array(z.object({ ref: z.object({ id: z.string() }), toHash: z.string(), type: z.string() })),
});

const sideSchema = z.object({
  id: z.string(),
  latestCommit: z.string(),
  repository: z.object({ id: z.number() }),
});
const serverPullRequestSchema = z.object({
  actor: actorSchema,
  pullRequest: z.object({ id: z.number().int(), title: z.string(), fromRef: sideSchema, toRef: sideSchema }),
});

export const bitbucket: Forge = {
  isSigned: (headers, body, secret) =>
    isHmac(/^sha256=([0-9a-f]{64})$/.exec(headerOf(headers, 'x-hub-signature') ?? '')?.[1], body, secret),
  deliveryId: (headers) => headerOf(headers, 'x-request-uuid') ?? headerOf(headers, 'x-request-id'),
  read(headers, payload) {
    const event = headerOf(headers, 'x-event-key');
    if (event === 'repo:push') return readCloudPush(payload);
    if (event === 'repo:refs_changed') return readServerPush(payload);
    if (event === 'pr:opened' || event === 'pr:from_ref_updated') return readServerPullRequest(payload);
    if (event?.startsWith('pullrequest:')) {
      // It tells the first digits of the commit alone, and keeps no ref of it that can be fetched.
      return { ignored: 'of Bitbucket Cloud, branches are run, and pull requests from forks are not' };
    }
    return { ignored: event === 'diagnostics:ping' ? 'the webhook works' : `nothing follows from ${event}` };
  },
};

function readCloudPush(payload: unknown): Told {
  const { actor, push } = cloudPushSchema.parse(payload);
  const pushes = push.changes.flatMap(({ new: now }): Push[] => {
    if (now === null) return [];
    const { hash: commit, message, author } = now.target;
    const ref = `refs/${now.type === 'branch' ? 'heads' : 'tags'}/${now.name}`;
    return [{ ref, commit, subject: firstLine(message), author: author?.raw.replace(/\s*<[^>]*>$/, '') }];
  });
  return toldOf(pushes, actor);
}

function readServerPush(payload: unknown): Told {
  const { actor, changes } = serverPushSchema.parse(payload);
  const kept = changes.filter(({ type }) => type !== 'DELETE');
  return toldOf(
    kept.map(({ ref, toHash }) => ({ ref: ref.id, commit: toHash })),
    actor,
  );
}

function readServerPullRequest(payload: unknown): Told {
  const { actor, pullRequest } = serverPullRequestSchema.parse(payload);
  const { id, title, fromRef, toRef } = pullRequest;
  const fromFork = fromRef.repository.id !== toRef.repository.id;
  const ref = fromFork ? `refs/pull-requests/${id}/from` : fromRef.id;
  const pushes = [{ ref, commit: fromRef.latestCommit, subject: title }];
  return { pushes, by: nameOf(actor), pullRequest: String(id), fromFork };
}

function toldOf(pushes: readonly Push[], actor: z.infer<typeof actorSchema>): Told {
  return pushes.length === 0 ? { ignored: 'branches or tags were removed' } : { pushes, by: nameOf(actor) };
}

function nameOf(actor: z.infer<typeof actorSchema>): string | undefined {
  return actor?.nickname ?? actor?.name ?? actor?.display_name;
}
