import { deployerError } from '@oremill/types';
import type { z } from 'zod';
import { bounded, type ReportSource } from './report-source.ts';

/** The whole of a JSON report, checked. Throws REPORT_INVALID with the place or the path, REPORT_TOO_LARGE. */
export async function readJson<Schema extends z.ZodType>(
  { name, bytes, limits }: ReportSource,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const chunks = await Array.fromAsync(bounded(name, bytes, limits.jsonBytesMax));
  const parsed = schema.safeParse(parse(Buffer.concat(chunks).toString(), name));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw deployerError('REPORT_INVALID', `${name}: ${issue?.path.join('.')}: ${issue?.message}`);
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    const place = cause instanceof Error ? /\(line (\d+) column (\d+)\)/.exec(cause.message) : null;
    const at = place ? `${place[1]}:${place[2]}: ` : '';
    throw deployerError('REPORT_INVALID', `${name}:${at === '' ? ' ' : at}it is no whole JSON`, {
      hint: 'The tool that writes it may have been stopped: look at its output.',
      cause,
    });
  }
}
