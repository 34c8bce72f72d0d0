import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { pageQuerySchema, pageSchema } from '../pagination.ts';
import {
  accessTokenSchema,
  changeSchema,
  madeTokenSchema,
  makeTokenSchema,
  tokenNameSchema,
} from './access.ts';

const tag = 'deployer';

export const listTokens = defineEndpoint({
  method: 'GET',
  path: '/deployer/tokens',
  operation: 'listTokens',
  summary: 'Named tokens, also revoked ones; never the tokens themselves',
  tag,
  role: 'admin',
  status: 200,
  reply: z.object({ items: z.array(accessTokenSchema) }),
});

export const makeToken = defineEndpoint({
  method: 'POST',
  path: '/deployer/tokens',
  operation: 'makeToken',
  summary: 'Make a token; it is shown this once',
  tag,
  role: 'admin',
  status: 201,
  body: makeTokenSchema,
  reply: madeTokenSchema,
});

export const revokeToken = defineEndpoint({
  method: 'DELETE',
  path: '/deployer/tokens/:name',
  operation: 'revokeToken',
  summary: 'Revoke a token; its sessions end as well',
  tag,
  role: 'admin',
  status: 200,
  params: z.object({ name: tokenNameSchema }),
  reply: accessTokenSchema,
});

export const listChanges = defineEndpoint({
  method: 'GET',
  path: '/deployer/changes',
  operation: 'listChanges',
  summary: 'Who has changed what, newest first',
  tag,
  status: 200,
  query: pageQuerySchema.extend({
    actor: z.string().max(100).optional(),
    subject: z.string().max(100).optional(),
  }),
  reply: pageSchema(changeSchema),
});
