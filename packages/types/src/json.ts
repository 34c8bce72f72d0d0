import { z } from 'zod';

export type Json = z.core.util.JSONType;

/** Any JSON value. `z.json()` would do, but it has no name, and the OpenAPI document refers to what repeats by name. */
export const jsonSchema: z.ZodType<Json, Json> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(jsonSchema),
      z.record(z.string(), jsonSchema),
    ]),
  )
  .meta({ id: 'Json' });
