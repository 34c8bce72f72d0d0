import { writeFileSync } from 'node:fs';
import { buildOpenApiDocument } from '@oremill/api';
import { CLIENT_PATH } from './client-path.ts';
import { generateClient } from './generate-client.ts';

// node tooling/openapi-client/src/write-client.ts, whenever an endpoint changed.
writeFileSync(CLIENT_PATH, await generateClient(await buildOpenApiDocument()));
