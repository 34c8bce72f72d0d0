import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { findMarkedProcesses } from '@oremill/runtime';

/** Where a process listens: `127.0.0.1`, `0.0.0.0`, `::1`, `::`, or another address. */
export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
}

/** Without /proc nobody can tell who listens where. */
export const canSeeSockets = process.platform === 'linux';

/** The TCP ports on which the processes with a mark listen, and what they have started. */
export function listeningSockets(mark: string, leader: number | undefined): ListeningSocket[] {
  const inodes = new Set(findMarkedProcesses(mark, leader).flatMap(socketsOf));
  return [...tableOf('tcp'), ...tableOf('tcp6')]
    .filter(({ inode }) => inodes.has(inode))
    .map(({ address, port }) => ({ address, port }));
}

/** Whether any process on this machine listens on a port. */
export function isListenedTo(port: number): boolean {
  return [...tableOf('tcp'), ...tableOf('tcp6')].some((entry) => entry.port === port);
}

function socketsOf(pid: number): string[] {
  return orNothing(() => readdirSync(`/proc/${pid}/fd`)).flatMap((name) => {
    const [target = ''] = orNothing(() => [readlinkSync(`/proc/${pid}/fd/${name}`)]);
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    return inode === undefined ? [] : [inode];
  });
}

const LISTEN = '0A';

function tableOf(name: 'tcp' | 'tcp6') {
  const [, ...lines] = orNothing(() => readFileSync(`/proc/net/${name}`, 'latin1').trimEnd().split('\n'));
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    if (state !== LISTEN) return [];
    const [address = '', port = ''] = local.split(':');
    return [{ address: addressOf(address), port: Number.parseInt(port, 16), inode }];
  });
}

/** The kernel prints words of four bytes, each in the order of the machine's bytes, which is little-endian. */
function addressOf(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  bytes.swap32();
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '::';
  const isLoopback = bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
  return isLoopback ? '::1' : (bytes.toString('hex').match(/.{4}/g) ?? []).join(':');
}

/** What is in /proc may be gone by the time it is read, or belong to another user. */
function orNothing<Item>(read: () => Item[]): Item[] {
  try {
    return read();
  } catch {
    return [];
  }
}
