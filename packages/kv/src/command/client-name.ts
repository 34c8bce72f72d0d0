import type { Request } from './call.ts';
import { refuse } from './refusal.ts';

const BYTES_MAX = 256;

/** Printable ASCII without spaces: the name stands in a line of CLIENT LIST. */
export function readClientName(request: Request, index: number): string {
  const name = request.text(index);
  if (name.length > BYTES_MAX || !/^[!-~]*$/.test(name)) {
    refuse('ERR Client names cannot contain spaces, newlines or special characters.');
  }
  return name;
}
