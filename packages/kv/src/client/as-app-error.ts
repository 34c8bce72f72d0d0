import { AppError } from '@oremill/types';
import type { ReplyError } from './reply.ts';

/** `DATASET_MISSING there is no dataset x (There are: y.)`, as our server writes it. */
export function asAppError({ message }: ReplyError): AppError {
  const [, code = 'ERR', text = message, hint] = /^([A-Z_]+) (.*?)(?: \(([^()]*)\))?$/s.exec(message) ?? [];
  return new AppError(code, text, hint === undefined ? {} : { hint });
}
