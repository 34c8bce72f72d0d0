import { z } from 'zod';

/** Any bytes as JSON: text where they are UTF-8, else base64. */
export const textOrBytesSchema = z
  .union([z.string(), z.object({ base64: z.base64() })])
  .meta({ id: 'TextOrBytes' });
export type TextOrBytes = z.infer<typeof textOrBytesSchema>;
