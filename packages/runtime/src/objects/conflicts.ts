import { type AppError, platformError } from '@oremill/types/errors';

/** The object is another than the one that was asked for. */
export function objectChanged(uri: string): AppError {
  return platformError('OBJECT_CHANGED', `${uri} was replaced since it was found`, {
    hint: 'Start again, on objects that nobody writes to.',
  });
}

/** There is one where none was to be. */
export function objectExists(uri: string): AppError {
  return platformError('OBJECT_EXISTS', `${uri} exists already`, { hint: 'Choose another name.' });
}
