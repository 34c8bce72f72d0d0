import { buildOpenApiDocument } from '@oremill/api';

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly security?: readonly unknown[];
}

/** A list of the operations; their schemas are at /docs and in /openapi.json. */
export async function http(): Promise<string> {
  const document = (await buildOpenApiDocument()) as { paths: Record<string, Record<string, Operation>> };
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { summary = '', operationId = '', security }]) =>
        `| \`${method.toUpperCase()} ${path}\` | ${summary} | ${operationId} | ${security?.length === 0 ? 'no' : 'yes'} |`,
    ),
  );
  return [
    '# HTTP',
    '',
    'The running platform describes itself: OpenAPI 3.1 at `/openapi.json`, a page to read and try it at `/docs`.',
    'Errors have one shape, `{code, message, hint, requestId}`: [errors](errors.md).',
    '',
    '| request | what it does | operation | needs the token |',
    '| --- | --- | --- | --- |',
    ...rows.sort(),
    '',
  ].join('\n');
}
