import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const satisfies ScryptOptions;
const HASH_BYTES = 32;

/** For secrets that a machine made: as much chance in them as in the hash, so a fast one keeps them. */
export function hashToken(token: string): string {
  return `sha256:${sha256(Buffer.from(token)).toString('hex')}`;
}

/** For passwords that people choose: slow on purpose. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(Buffer.from(password), salt, SCRYPT);
  return `scrypt:${SCRYPT.N}:${SCRYPT.r}:${SCRYPT.p}:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

/** Takes the same time whether it is right or not. A promise where the hash is a slow one. */
export function verifyPassword(password: Buffer, hash: string): boolean | Promise<boolean> {
  const [kind, ...fields] = hash.split(':');
  if (kind === 'sha256') {
    return timingSafeEqual(sha256(password), Buffer.from(fields[0] ?? '', 'hex'));
  }
  const [N = '', r = '', p = '', salt = '', expected = ''] = fields;
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: 256 * Number(N) * Number(r) };
  return derive(password, Buffer.from(salt, 'base64url'), options).then((actual) =>
    timingSafeEqual(sha256(actual), sha256(Buffer.from(expected, 'base64url'))),
  );
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function derive(password: Buffer, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
