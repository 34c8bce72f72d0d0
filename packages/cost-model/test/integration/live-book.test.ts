import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findRecorded } from '../live/recorded-products.ts';

const CLI = resolve(import.meta.dirname, '../../src/cli.ts');
const SECRET = 'secret-of-a-test';

/** As the price list speaks, with what it once said: a product a page. */
let server: Server;
let folder: string;
let asked: string[];
beforeAll(async () => {
  server = createServer((request, response) => {
    void reply(request, response);
  });
  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { ServiceCode, Filters, NextToken } = JSON.parse(await text(request));
    asked.push([request.headers['x-amz-target'], ServiceCode, NextToken].join(' ').trim());
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (!request.headers.authorization?.includes('Credential=allowed/')) {
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: 'AccessDeniedException', Message: 'not allowed' }));
      return;
    }
    const filters = Object.fromEntries(
      Filters.map(({ Field, Value }: { Field: string; Value: string }) => [Field, Value]),
    );
    // All of the region, so that what is wanted is found on a later page.
    const found = findRecorded(ServiceCode, { regionCode: filters.regionCode });
    const page = Number(NextToken ?? 0);
    const more = page + 1 < found.length ? { NextToken: String(page + 1) } : {};
    response.end(
      JSON.stringify({ FormatVersion: 'aws_v1', PriceList: found.slice(page, page + 1), ...more }),
    );
  }
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'cost-live-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function cost(args: readonly string[], changes: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { port } = server.address() as AddressInfo;
  const env = {
    PATH: process.env.PATH,
    OREMILL_DATA: folder,
    AWS_ENDPOINT_URL_PRICING: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'allowed',
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_MAX_ATTEMPTS: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    HOME: folder,
    ...changes,
  };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env }, (error, stdout, stderr) => {
      done({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const KEEP = ['keep', '100 GiB', '--media', 'ssd', '--json', '--book', 'aws:af-south-1'];

test('a region is priced as its list is now, and asked for once a day', async () => {
  const outcome = await cost(KEEP);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(outcome.stdout).items[0].usdMonth).toBeCloseTo(10.47, 9);
  expect(asked).toContain('AWSPriceListService.GetProducts AmazonEC2 1');
  const [file = ''] = readdirSync(join(folder, 'cost', 'books'));
  expect(file).toMatch(/^aws-af-south-1-\d{4}-\d{2}-\d{2}\.json$/);
  expect(readFileSync(join(folder, 'cost', 'books', file), 'utf8')).not.toContain(SECRET);
  asked = [];
  expect(await cost(KEEP)).toEqual(outcome);
  expect(asked).toEqual([]);
});

test.each([
  [
    'nobody is signed in',
    { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    'CredentialsProviderError',
    'Sign in',
  ],
  [
    'somebody is not allowed to',
    { AWS_ACCESS_KEY_ID: 'other' },
    'AccessDeniedException',
    'pricing:GetProducts',
  ],
  [
    'nothing answers',
    { AWS_ENDPOINT_URL_PRICING: 'http://127.0.0.1:9' },
    'ECONNREFUSED',
    'Look at the network',
  ],
])('where %s, it says so without a secret', async (_, changes, name, hint) => {
  const { status, stdout, stderr } = await cost(KEEP.toSpliced(-3, 1), changes);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(`cannot read the price list of Amazon: ${name}`);
  expect(stderr).toContain(hint);
  expect(stderr).not.toContain(SECRET);
});
