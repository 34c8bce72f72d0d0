import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';

const tag = 'mapreduce';

export const inputFileSchema = z
  .object({ path: z.string(), bytes: z.number().int().nonnegative(), modifiedAt: z.iso.datetime() })
  .meta({ id: 'InputFile' });
export type InputFile = z.infer<typeof inputFileSchema>;

export const listInputs = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/inputs',
  operation: 'listInputs',
  summary: 'Files under the allowed roots, newest first',
  tag,
  status: 200,
  reply: z.object({
    roots: z.array(z.string()),
    items: z.array(inputFileSchema),
    isTruncated: z.boolean().describe('There are more files than are listed'),
  }),
});

export const uploadSchema = z
  .object({ id: idSchema, name: z.string(), bytes: z.number().int().nonnegative() })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof uploadSchema>;

/** The body is the file itself, `application/octet-stream`, streamed to disk. */
export const uploadInput = defineEndpoint({
  method: 'POST',
  path: '/mapreduce/uploads',
  operation: 'uploadInput',
  summary: 'Send a file to run jobs on',
  tag,
  status: 201,
  query: z.object({ name: z.string().min(1).max(200).describe('For people; not a path') }),
  reply: uploadSchema,
});
