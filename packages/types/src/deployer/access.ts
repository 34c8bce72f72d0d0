import { z } from 'zod';
import { idSchema } from '../id.ts';
import { roleSchema } from './run.ts';

/** Who acts with the platform’s own token. */
export const OWNER = 'owner';

export const tokenNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,62}$/, 'a name of a token is lower case letters, digits, ., _ and -')
  .refine((name) => name !== OWNER, 'owner is the platform’s own token');

export const accessTokenSchema = z
  .object({
    id: idSchema,
    name: tokenNameSchema,
    role: roleSchema,
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    revokedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'AccessToken' });
export type AccessToken = z.infer<typeof accessTokenSchema>;

export const makeTokenSchema = z
  .strictObject({ name: tokenNameSchema, role: roleSchema })
  .meta({ id: 'MakeToken' });
export type MakeToken = z.infer<typeof makeTokenSchema>;

export const madeTokenSchema = accessTokenSchema
  .extend({ token: z.string().describe('Shown this once: only its sha256 is kept') })
  .meta({ id: 'MadeToken' });
export type MadeToken = z.infer<typeof madeTokenSchema>;

/** Something that somebody has done: who, what, and to which run, repository or token. */
export const changeSchema = z
  .object({
    id: idSchema,
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.string().describe('`run.cancelled`, `repository.added`, `token.revoked`'),
    subject: z.string().describe('Name of the repository or token, id of the run'),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof changeSchema>;
