import { type Access, type AccessOptions, addressOf, readAccess } from '../client/access.ts';

/** Whom a store follows. */
export interface ReplicaOf extends Pick<AccessOptions, 'password' | 'tls'> {
  /** `redis://host:port`, `redis://user@host:port`, or `rediss://` for TLS. */
  readonly leader: string;
  /** Names of the datasets to follow; all that the user may read unless given. */
  readonly datasets?: readonly string[] | undefined;
}

/** Throws CLUSTER_INVALID, CONFIG_INVALID where the address, or what it refers to, is none. */
export function readReplicaAccess({ leader, password, tls }: ReplicaOf): Access {
  return readAccess({ seeds: [leader], ...(password ? { password } : {}), ...(tls ? { tls } : {}) });
}

/** As people are told of it; there is no password in an address. Throws CLUSTER_INVALID. */
export function showLeader({ leader }: ReplicaOf): string {
  const { seeds, user, tls } = readAccess({ seeds: [leader] });
  const at = user === undefined ? '' : `${user}@`;
  return `${tls ? 'rediss' : 'redis'}://${at}${seeds.map(addressOf).join()}`;
}
