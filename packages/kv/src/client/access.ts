import { readFileSync } from 'node:fs';
import { kvError } from '@oremill/types';
import { environmentVariable } from './config.ts';

/** Where a password is, so that it is in no argument, no log and no error. */
export type PasswordReference = { readonly file: string } | { readonly variable: string };

export interface ClusterTls {
  /** Path of the certificates that are trusted, instead of the system's. */
  readonly caFile?: string;
  readonly certificateFile?: string;
  readonly keyFile?: string;
  /** The name that a certificate must have, where nodes are known by address. */
  readonly serverName?: string;
}

export interface AccessOptions {
  /** `redis://host:port`, `redis://user@host:port`, or `rediss://` for TLS; one that answers is enough. */
  readonly seeds: readonly string[];
  readonly password?: PasswordReference;
  readonly tls?: ClusterTls;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** All that a connection needs; it can be posted to a thread. */
export interface Access {
  readonly seeds: readonly Address[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly tls: { readonly [option: string]: string } | undefined;
}

/** Reads what the options refer to. */
export function readAccess({ seeds, password, tls }: AccessOptions): Access {
  if (seeds.length === 0)
    throw kvError('CLUSTER_INVALID', 'no node of the cluster is named', { hint: SEED_HINT });
  const parsed = seeds.map(parseSeed);
  const users = new Set(parsed.map(({ user }) => user));
  const schemes = new Set(parsed.map(({ isTls }) => isTls));
  if (users.size > 1 || schemes.size > 1) {
    throw kvError('CLUSTER_INVALID', 'the seeds name several users, or TLS only for some', {
      hint: 'A cluster has one user for a load, and TLS for all nodes or none.',
    });
  }
  return {
    seeds: parsed.map(({ host, port }) => ({ host, port })),
    user: parsed[0]?.user,
    password: password && readPassword(password),
    tls: parsed[0]?.isTls || tls ? readTls(tls ?? {}) : undefined,
  };
}

const SEED_HINT = 'Name one or several as redis://host:6379, with the password in a file or a variable.';

function parseSeed(seed: string) {
  const url = URL.canParse(seed) ? new URL(seed) : undefined;
  const isTls = url?.protocol === 'rediss:';
  if (!url || url.hostname === '' || !(isTls || url.protocol === 'redis:')) {
    // The text itself is not shown: who forgot the scheme may have a password in it.
    throw kvError('CLUSTER_INVALID', 'an address is none of the form redis://host:port', { hint: SEED_HINT });
  }
  if (url.password !== '') {
    throw kvError('CLUSTER_INVALID', `the address of ${url.hostname} has a password in it`, {
      hint: SEED_HINT,
    });
  }
  const user = url.username === '' ? undefined : decodeURIComponent(url.username);
  // IPv6 addresses have brackets in a URL, and none for a socket.
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 6379), user, isTls };
}

function readPassword(reference: PasswordReference): string {
  if ('file' in reference) return readText(reference.file).replace(/\r?\n$/, '');
  const password = environmentVariable(reference.variable);
  if (password !== undefined) return password;
  throw kvError('CONFIG_INVALID', `the variable ${reference.variable}, which holds the password, is not set`);
}

function readTls({ caFile, certificateFile, keyFile, serverName }: ClusterTls) {
  return {
    ...(caFile === undefined ? {} : { ca: readText(caFile) }),
    ...(certificateFile === undefined ? {} : { cert: readText(certificateFile) }),
    ...(keyFile === undefined ? {} : { key: readText(keyFile) }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw kvError('CONFIG_INVALID', `${path} cannot be read`, { cause: error });
  }
}

export const addressOf = ({ host, port }: Address): string => `${host}:${port}`;
