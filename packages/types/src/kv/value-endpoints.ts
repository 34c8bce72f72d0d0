import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { errorReplySchema } from '../error-reply.ts';
import { datasetNameSchema } from './contracts.ts';
import { textOrBytesSchema } from './text-or-bytes.ts';

const tag = 'kv';
const byKey = z.object({ dataset: datasetNameSchema, key: z.string().describe('UTF-8, percent-encoded') });

/** The body of the reply is the value. `ETag` names it, `Expires` says when it ends. */
export const getValue = defineEndpoint({
  method: 'GET',
  path: '/kv/:dataset/:key',
  operation: 'getValue',
  summary: 'One value, as it is',
  tag,
  status: 200,
  params: byKey,
  produces: 'application/octet-stream',
});

/** The body is the value, `application/octet-stream`. `If-Match` with an ETag, or `If-None-Match: *`, make it conditional. */
export const putValue = defineEndpoint({
  method: 'PUT',
  path: '/kv/:dataset/:key',
  operation: 'putValue',
  summary: 'Set one value of a live dataset',
  tag,
  status: 204,
  params: byKey,
  query: z
    .object({
      ttlSeconds: z.coerce.number().positive().max(1e10).optional().describe('It expires after so long'),
    })
    .strict(),
});

export const deleteValue = defineEndpoint({
  method: 'DELETE',
  path: '/kv/:dataset/:key',
  operation: 'deleteValue',
  summary: 'Delete one entry of a live dataset',
  tag,
  status: 204,
  params: byKey,
  otherReplies: { 404: errorReplySchema },
});

export const GET_MANY_MAX = 10_000;

export const getMany = defineEndpoint({
  method: 'POST',
  path: '/kv/:dataset',
  operation: 'getManyValues',
  summary: 'Many values by their keys',
  tag,
  status: 200,
  params: z.object({ dataset: datasetNameSchema }),
  body: z.object({ keys: z.array(textOrBytesSchema).max(GET_MANY_MAX) }),
  reply: z.object({
    values: z.array(textOrBytesSchema.nullable()).describe('In the order of the keys; null: no such key'),
  }),
});
