import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { createObjects, type Objects } from '../../../src/objects/index.ts';

export const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

export interface S3Server {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** An emulator of S3 from npm, with a bucket `mill`, on this machine alone. */
export async function startS3Server(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'oremill-test-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'mill', configs: [] }],
  });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function connectTo(endpoint: string, as = credentials): Objects {
  return createObjects({ s3: { endpoint, region: 'us-east-1', forcePathStyle: true, credentials: as } });
}
