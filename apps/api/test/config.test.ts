import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

describe('readConfig', () => {
  test('without any variable: loopback, port 7420, data in the folder given', () => {
    expect(readConfig({ OREMILL_DATA: '/data' }, '/')).toEqual({
      dataFolder: '/data',
      host: '127.0.0.1',
      port: 7420,
      kv: { host: '127.0.0.1', port: 7421, replicaOf: undefined },
      publicOrigins: [],
      repositoryRoots: ['/data/repositories'],
      inputRoots: ['/data/samples'],
      uploadBytesMax: 10 * 2 ** 30,
      workers: expect.any(Number),
      runningMax: 2,
      engine: { runsMax: 2, leaseMs: 3000, lookMs: 1000 },
      environment: { OREMILL_DATA: '/data' },
      logFile: '/data/log/api.jsonl',
      logLevel: 'info',
      databaseUrl: undefined,
    });
  });

  test('reads whom the key-value store follows; the password is in a file', () => {
    const environment = {
      OREMILL_DATA: '/data',
      OREMILL_KV_REPLICA_OF: 'rediss://ann@leader:7421',
      OREMILL_KV_LEADER_PASSWORD_FILE: '/secret',
      OREMILL_KV_LEADER_TLS_CA: '/ca.pem',
      OREMILL_KV_REPLICA_DATASETS: 'tags, carts',
    };
    expect(readConfig(environment, '/').kv.replicaOf).toEqual({
      leader: 'rediss://ann@leader:7421',
      datasets: ['tags', 'carts'],
      password: { file: '/secret' },
      tls: { caFile: '/ca.pem' },
    });
  });

  test('reads lists, sizes and origins', () => {
    const config = readConfig(
      {
        OREMILL_DATA: '/data',
        OREMILL_INPUT_ROOTS: '/a:/b',
        OREMILL_UPLOAD_BYTES_MAX: '1GiB',
        OREMILL_PUBLIC_ORIGINS: 'https://oremill.example/, http://10.0.0.1:80',
        OREMILL_LOG: '-',
        OREMILL_PORT: '',
      },
      '/',
    );
    expect(config).toMatchObject({
      inputRoots: ['/data/samples', '/a', '/b'],
      uploadBytesMax: 2 ** 30,
      publicOrigins: ['https://oremill.example', 'http://10.0.0.1'],
      logFile: undefined,
      port: 7420,
    });
  });

  test.each([
    [{ OREMILL_PORT: 'seven' }, 'OREMILL_PORT'],
    [{ OREMILL_PORT: '70000' }, 'OREMILL_PORT'],
    [{ OREMILL_UPLOAD_BYTES_MAX: 'much' }, 'OREMILL_UPLOAD_BYTES_MAX'],
    [{ OREMILL_PUBLIC_ORIGINS: 'oremill.example' }, 'OREMILL_PUBLIC_ORIGINS'],
    [{ OREMILL_LOG_LEVEL: 'loud' }, 'OREMILL_LOG_LEVEL'],
  ])('%j is an error that names the variable', (environment, name) => {
    expect(() => readConfig(environment, '/')).toThrow(name);
  });
});
