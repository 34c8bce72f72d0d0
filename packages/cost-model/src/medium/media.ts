import { type CostMedium, costError } from '@oremill/types';
import { nearestName } from '../units/nearest-name.ts';

/** How records lie in a medium. */
export type Layout = CostMedium['layout'];

/** Somewhere to keep data, and what of a price book it is paid by. */
export interface Medium {
  readonly title: string;
  readonly layout: Layout;
  /** The price of bytes for a time; or of machines, of whose memory or disk this share can be used. */
  readonly price:
    | { readonly kind: 'bytes'; readonly id: string }
    | {
        readonly kind: 'machine';
        readonly id: string;
        readonly capacity: 'memoryGiB' | 'storageGB';
        readonly usable: number;
      };
  /** To read a record once; undefined where reads cost nothing by themselves. */
  readonly read?: { readonly id: string };
}

export const MEDIA = {
  ram: {
    title: 'memory of machines (r7g.4xlarge)',
    layout: 'hash-table',
    price: { kind: 'machine', id: 'ec2.r7g.4xlarge', capacity: 'memoryGiB', usable: 0.85 },
  },
  'local-ssd': {
    title: 'local SSD of machines (i4i.4xlarge)',
    layout: 'rows',
    price: { kind: 'machine', id: 'ec2.i4i.4xlarge', capacity: 'storageGB', usable: 0.8 },
  },
  ssd: {
    title: 'SSD volume (EBS gp3)',
    layout: 'rows',
    price: { kind: 'bytes', id: 'ebs.gp3.storage' },
  },
  disk: {
    title: 'disk volume (EBS st1)',
    layout: 'rows',
    price: { kind: 'bytes', id: 'ebs.st1.storage' },
  },
  s3: {
    title: 'object store (S3 Standard)',
    layout: 'objects',
    price: { kind: 'bytes', id: 's3.standard.storage.first-50tb' },
    read: { id: 's3.standard.get' },
  },
  's3-infrequent': {
    title: 'object store, seldom read (S3 Standard-IA)',
    layout: 'objects',
    price: { kind: 'bytes', id: 's3.standard-ia.storage' },
    read: { id: 's3.standard-ia.get' },
  },
  warehouse: {
    title: 'warehouse (Redshift managed storage)',
    layout: 'rows',
    price: { kind: 'bytes', id: 'redshift.managed-storage' },
  },
  dynamodb: {
    title: 'DynamoDB, on demand',
    layout: 'rows',
    price: { kind: 'bytes', id: 'dynamodb.standard.storage' },
    read: { id: 'dynamodb.read' },
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
