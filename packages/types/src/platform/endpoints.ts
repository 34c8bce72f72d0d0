import { z } from 'zod';
import { roleSchema } from '../deployer/run.ts';
import { defineEndpoint } from '../endpoint.ts';

const tag = 'platform';

export const sessionSchema = z
  .object({
    expiresAt: z.iso.datetime(),
    version: z.string().describe('Version of the platform'),
    name: z.string().describe('Of the token; `owner` is the platform’s own'),
    role: roleSchema,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

export const signIn = defineEndpoint({
  method: 'POST',
  path: '/session',
  operation: 'signIn',
  summary: 'Trade the token for a cookie',
  tag,
  status: 201,
  body: z.object({ token: z.string().min(1).max(500) }).strict(),
  reply: sessionSchema,
  isPublic: true,
});

export const getSession = defineEndpoint({
  method: 'GET',
  path: '/session',
  operation: 'getSession',
  summary: 'Whether this client is signed in',
  tag,
  role: 'viewer',
  status: 200,
  reply: sessionSchema,
});

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/session',
  operation: 'signOut',
  summary: 'Forget the cookie',
  tag,
  role: 'viewer',
  status: 204,
});

export const getHealth = defineEndpoint({
  method: 'GET',
  path: '/healthz',
  operation: 'getHealth',
  summary: 'The process answers',
  tag,
  status: 200,
  reply: z.object({ status: z.literal('ok') }),
  isPublic: true,
});

export const readinessSchema = z
  .object({
    status: z.enum(['ready', 'unready']),
    checks: z.record(z.string(), z.enum(['ok', 'failed'])),
  })
  .meta({ id: 'Readiness' });

export const getReadiness = defineEndpoint({
  method: 'GET',
  path: '/readyz',
  operation: 'getReadiness',
  summary: 'Everything it needs answers (503 when not)',
  tag,
  status: 200,
  reply: readinessSchema,
  otherReplies: { 503: readinessSchema },
  isPublic: true,
});
