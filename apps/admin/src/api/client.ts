import createClient from 'openapi-fetch';
import { toFailure, unreachable } from './failure.ts';
import type { paths } from './schema.generated.ts';

/** Typed by the OpenAPI document; same origin, so the HttpOnly cookie travels by itself. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' });

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of a good answer; anything else is thrown as an ApiFailure. An aborted request stays an abort. */
export async function read<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable(error);
  }
  if (!answer.response.ok) throw toFailure(answer.error, answer.response.status);
  return answer.data as Data;
}
