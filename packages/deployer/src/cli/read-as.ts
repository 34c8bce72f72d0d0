import { readFile } from 'node:fs/promises';
import { deployerError } from '@oremill/types';
import type { z } from 'zod';

/** A file of JSON, as that schema has it. Throws GATES_INVALID. */
export async function readAs<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw deployerError('GATES_INVALID', `${path} cannot be read: ${reason}`, { cause });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path.join('.');
  throw deployerError('GATES_INVALID', `${path}: ${at ? `${at}: ` : ''}${issue?.message}`, {
    hint: 'A gate is {"metric", "atMost" or "atLeast", perhaps "of": "changed" or "new"} or {"metric", "against": "base" or "best", "tolerance"}.',
  });
}
