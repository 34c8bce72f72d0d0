import { AppError, mapreduceError } from '@oremill/types';

/** What is wrong with an object, as what is wrong with an input. */
export function asInputError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { message, hint, cause } = error;
  const options = { ...(hint === undefined ? {} : { hint }), cause };
  switch (error.code) {
    case 'OBJECT_MISSING':
    case 'URI_INVALID':
      return mapreduceError('INPUT_MISSING', message, options);
    case 'OBJECT_UNREADABLE':
    case 'OBJECT_CHANGED':
    case 'OBJECT_RANGE':
      return mapreduceError('INPUT_UNREADABLE', message, options);
    default:
      return error;
  }
}
