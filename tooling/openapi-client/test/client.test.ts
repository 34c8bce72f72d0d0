import { readFileSync } from 'node:fs';
import { buildOpenApiDocument } from '@oremill/api';
import { expect, test } from 'vitest';
import { CLIENT_PATH } from '../src/client-path.ts';
import { generateClient } from '../src/generate-client.ts';

test('the admin’s client is what the OpenAPI document gives; else run tooling/openapi-client/src/write-client.ts', async () => {
  expect(readFileSync(CLIENT_PATH, 'utf8')).toBe(await generateClient(await buildOpenApiDocument()));
});

test('a document that says something else gives another client', async () => {
  const document = (path: string) => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { [path]: { get: { operationId: 'read', responses: { 204: { description: 'Done' } } } } },
  });
  const [one, other] = await Promise.all(['/a', '/b'].map((path) => generateClient(document(path))));
  expect(one).toContain('"/a"');
  expect(one).not.toBe(other);
});
