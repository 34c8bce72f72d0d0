import { type CostMedium, costError } from '@oremill/types';
import { nearestName } from '../units/nearest-name.ts';

/** How records lie in a medium. */
export type Layout = CostMedium['layout'];

/** What a read is paid by; undefined of a medium where reads are in the price of keeping. */
export type ReadPrice =
  /** Requests, each of so much as the price tells where `isCounted`; and where there is a retrieval, each byte. */
  | {
      readonly kind: 'request';
      readonly id: string;
      readonly isCounted: boolean;
      readonly retrieval?: string;
    }
  /** Reads a second, that are bought for a month. */
  | { readonly kind: 'iops'; readonly id: string }
  /** The share of a device that it takes: its price divided by the reads that it is rated for (Gray & Putzolu 1987). */
  | { readonly kind: 'device'; readonly rated: 'readsPerSecond' | 'readsPerSecondTiB' };

/** Somewhere to keep data, and what of a price book it is paid by. */
export interface Medium {
  readonly title: string;
  readonly layout: Layout;
  /** The price of bytes for a time; or of machines, of whose memory or disk this share can be used. */
  readonly price:
    | { readonly kind: 'bytes'; readonly id: string; readonly hasObjectMin?: boolean }
    | {
        readonly kind: 'machine';
        readonly id: string;
        readonly capacity: 'memoryGiB' | 'storageGB';
        readonly usable: number;
      };
  readonly read?: ReadPrice;
  readonly write?: { readonly id: string; readonly isCounted: boolean };
  /** Machines that are paid beside the bytes: as many as hold them, and two at least. */
  readonly compute?: { readonly id: string };
  /** It is a machine or a disk, whose power may be paid apart. */
  readonly takesEnergy: boolean;
}

export const MEDIA = {
  ram: {
    title: 'memory of machines (r7g.4xlarge)',
    layout: 'hash-table',
    price: { kind: 'machine', id: 'ec2.r7g.4xlarge', capacity: 'memoryGiB', usable: 0.85 },
    takesEnergy: true,
  },
  'ram-large': {
    title: 'memory of large machines (x2iedn.32xlarge)',
    layout: 'hash-table',
    price: { kind: 'machine', id: 'ec2.x2iedn.32xlarge', capacity: 'memoryGiB', usable: 0.85 },
    takesEnergy: true,
  },
  'local-ssd': {
    title: 'local SSD of machines (i4i.4xlarge)',
    layout: 'rows',
    price: { kind: 'machine', id: 'ec2.i4i.4xlarge', capacity: 'storageGB', usable: 0.8 },
    read: { kind: 'device', rated: 'readsPerSecond' },
    takesEnergy: true,
  },
  ssd: {
    title: 'SSD volume (EBS gp3)',
    layout: 'rows',
    price: { kind: 'bytes', id: 'ebs.gp3.storage' },
    read: { kind: 'iops', id: 'ebs.gp3.iops' },
    takesEnergy: true,
  },
  'ssd-provisioned': {
    title: 'SSD volume with provisioned IOPS (EBS io2)',
    layout: 'rows',
    price: { kind: 'bytes', id: 'ebs.io2.storage' },
    read: { kind: 'iops', id: 'ebs.io2.iops.first-tier' },
    takesEnergy: true,
  },
  disk: {
    title: 'disk volume (EBS st1)',
    layout: 'rows',
    price: { kind: 'bytes', id: 'ebs.st1.storage' },
    read: { kind: 'device', rated: 'readsPerSecondTiB' },
    takesEnergy: true,
  },
  s3: {
    title: 'object store (S3 Standard)',
    layout: 'objects',
    price: { kind: 'bytes', id: 's3.standard.storage' },
    read: { kind: 'request', id: 's3.standard.get', isCounted: false },
    write: { id: 's3.standard.put', isCounted: false },
    takesEnergy: false,
  },
  's3-infrequent': {
    title: 'object store, seldom read (S3 Standard-IA)',
    layout: 'objects',
    price: { kind: 'bytes', id: 's3.standard-ia.storage', hasObjectMin: true },
    read: {
      kind: 'request',
      id: 's3.standard-ia.get',
      isCounted: false,
      retrieval: 's3.standard-ia.retrieval',
    },
    write: { id: 's3.standard-ia.put', isCounted: false },
    takesEnergy: false,
  },
  warehouse: {
    title: 'warehouse (Redshift RA3: managed storage, and ra3.xlplus machines)',
    layout: 'columns',
    price: { kind: 'bytes', id: 'redshift.managed-storage' },
    compute: { id: 'redshift.ra3.xlplus' },
    takesEnergy: false,
  },
  dynamodb: {
    title: 'DynamoDB, on demand',
    layout: 'rows',
    price: { kind: 'bytes', id: 'dynamodb.standard.storage' },
    read: { kind: 'request', id: 'dynamodb.read', isCounted: true },
    write: { id: 'dynamodb.write', isCounted: true },
    takesEnergy: false,
  },
} as const satisfies Record<string, Medium>;

type MediumName = keyof typeof MEDIA;

/** Throws SCENARIO_INVALID, with the name that is nearest or those that there are. */
export function mediumOf(name: string): Medium {
  if (Object.hasOwn(MEDIA, name)) return MEDIA[name as MediumName];
  const names = Object.keys(MEDIA);
  const near = nearestName(name, names);
  throw costError('SCENARIO_INVALID', `there is no medium ${name}`, {
    hint: near === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${near}?`,
  });
}

/** As the contract tells it: the names of its prices. */
export function describeMedium(
  name: string,
  { title, layout, price, read, write, compute }: Medium,
): CostMedium {
  return {
    name,
    title,
    layout,
    price: price.id,
    ...(read ? { read: read.kind === 'device' ? price.id : read.id } : {}),
    ...(write ? { write: write.id } : {}),
    ...(compute ? { compute: compute.id } : {}),
  };
}
