import { z } from 'zod';
import { errorReplySchema } from '../error-reply.ts';
import { datasetNameSchema, publishSchema, versionSchema } from './contracts.ts';
import { textOrBytesSchema } from './text-or-bytes.ts';

const request = { id: z.number().int().nonnegative().describe('Comes back with the answer') };
const ofDataset = { ...request, dataset: datasetNameSchema };

/** What a client sends over the websocket: JSON, one object a message. Answers come in the order of requests. */
export const socketRequestSchema = z
  .discriminatedUnion('op', [
    z.object({ op: z.literal('get'), ...ofDataset, key: textOrBytesSchema }),
    z.object({
      op: z.literal('put'),
      ...ofDataset,
      key: textOrBytesSchema,
      value: textOrBytesSchema,
      ttlSeconds: z.number().positive().max(1e10).optional(),
    }),
    z.object({ op: z.literal('delete'), ...ofDataset, key: textOrBytesSchema }),
    z.object({ op: z.literal('load'), ...ofDataset, publish: publishSchema }),
    z.object({ op: z.literal('save'), ...ofDataset }),
    z.object({ op: z.literal('subscribe'), ...ofDataset, prefix: z.string().default('') }),
    z.object({ op: z.literal('unsubscribe'), ...ofDataset }),
  ])
  .meta({ id: 'KvSocketRequest' });
export type SocketRequest = z.infer<typeof socketRequestSchema>;

/** `value` is null for a key that is missing. An event has no id: nobody asked for it just then. */
export const socketReplySchema = z
  .union([
    z.object({ id: z.number(), value: textOrBytesSchema.nullable() }),
    z.object({ id: z.number(), ok: z.literal(true) }),
    z.object({ id: z.number(), version: versionSchema }),
    z.object({ id: z.number(), folder: z.string().describe('Where the copy is, on the server') }),
    z.object({ id: z.number().optional(), error: errorReplySchema }),
    z.object({ event: z.literal('changed'), dataset: z.string(), key: textOrBytesSchema }),
    z.object({ event: z.literal('cleared'), dataset: z.string() }),
    z
      .object({ event: z.literal('ended'), dataset: z.string() })
      .describe(
        'It was removed or replaced, and is not subscribed to any more: subscribe again, and read it anew',
      ),
    z.object({ event: z.literal('published'), dataset: z.string(), version: z.number() }),
  ])
  .meta({ id: 'KvSocketReply' });
export type SocketReply = z.infer<typeof socketReplySchema>;
