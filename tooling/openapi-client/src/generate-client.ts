import openapiTypescript, { astToString } from 'openapi-typescript';

const HEADER =
  '// Generated from the OpenAPI document of apps/api by tooling/openapi-client; change that, not this.\n\n';

/** The TypeScript types of every path and schema in an OpenAPI 3.1 document, as the text of a module. */
export async function generateClient(document: object): Promise<string> {
  // Through JSON, since the document is read by a resolver that must not meet anything that is not data.
  const nodes = await openapiTypescript(JSON.stringify(document), { alphabetize: true });
  return HEADER + astToString(nodes);
}
