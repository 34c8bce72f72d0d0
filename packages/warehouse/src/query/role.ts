import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** The account of queries: it sees tables and changes nothing. */
export const QUERY_ROLE = 'oremill_query';

/** Connections of all processes together; each has a lower limit of its own. */
const CONNECTIONS_MAX = 32;

/**
 * What the server keeps instead of the password (RFC 5802 §3). Made here, so that the password is in no
 * statement, and in no log of statements.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (word: string) => createHmac('sha256', salted).update(word).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

export function createRoleStatement(verifier: string): string {
  return (
    `CREATE ROLE ${QUERY_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT ` +
    `CONNECTION LIMIT ${CONNECTIONS_MAX} PASSWORD '${verifier}'`
  );
}

export function changePasswordStatement(verifier: string): string {
  return `ALTER ROLE ${QUERY_ROLE} PASSWORD '${verifier}'`;
}
