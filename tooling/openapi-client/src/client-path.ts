import { fileURLToPath } from 'node:url';

/** Where the admin keeps its generated client; committed, so that the admin builds without starting the API. */
export const CLIENT_PATH = fileURLToPath(
  new URL('../../../apps/admin/src/api/schema.generated.ts', import.meta.url),
);
