import { z } from 'zod';

/**
 * Any JSON value. It checks nothing, since all that it is given was made by `JSON.parse`; and `z.json()`, which refers
 * to itself, becomes a reference in the OpenAPI document that no client can follow.
 */
export const jsonSchema = z.unknown().describe('Any JSON value');
