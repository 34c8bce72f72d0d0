import { S3ServiceException } from '@aws-sdk/client-s3';
import { type AppError, platformError } from '@oremill/types';

export const WRONG_RANGE = 'the server sent other bytes than those asked for';

/** `If-Match` or `If-None-Match`: 409 is of one that another request was faster with. */
export function isRefusedCondition(error: unknown): boolean {
  return error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0);
}

/**
 * S3's own error objects stay out of ours: they carry what the request was signed with.
 */
export function explain(
  error: unknown,
  uri: string,
  code: 'OBJECT_UNREADABLE' | 'OBJECT_UNWRITABLE',
): AppError {
  const name = nameOf(error);
  if (isMissing(error)) {
    return platformError('OBJECT_MISSING', `there is no ${uri}`, { hint: 'Check the bucket and the key.' });
  }
  const verb = code === 'OBJECT_UNREADABLE' ? 'read' : 'write';
  return platformError(code, `cannot ${verb} ${uri}: ${name}`, {
    hint: 'Check the endpoint, the region, the credentials and what they allow.',
  });
}

export function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.$metadata.httpStatusCode === 404 || ['NoSuchKey', 'NotFound', 'NoSuchBucket'].includes(error.name))
  );
}

/** `AccessDenied`, `ECONNREFUSED`: the name alone. */
function nameOf(error: unknown): string {
  // The reply to HEAD has no body that could name it.
  if (error instanceof S3ServiceException && error.name === 'Unknown') {
    return `HTTP ${error.$metadata.httpStatusCode}`;
  }
  if (!(error instanceof Error)) return String(error);
  if (error.message === WRONG_RANGE) return error.message;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
