import type { ErrorReply, WebhookSecret } from '@oremill/types';
import type { Generated } from 'kysely';
import type { OptionalJson, OptionalTimestamp, Timestamp } from './column-types.ts';

/** Tables of the room `trigger`. */

export interface RepositoriesTable {
  id: string;
  name: string;
  url: string;
  targetBranch: string;
  /** Milliseconds between polls; null: it is not polled. */
  pollMs: number | null;
  /** Where the secret of its webhook is found, never the secret. */
  webhookSecret: OptionalJson<WebhookSecret>;
  /** The bare repository that tells of pushes by a hook of ours. */
  hookFolder: string | null;
  /** The last look that has reached it, when the next is due, and how those since then have failed. */
  lookedAt: OptionalTimestamp;
  nextLookAt: OptionalTimestamp;
  lookFailures: Generated<number>;
  lookError: OptionalJson<ErrorReply>;
  createdAt: Timestamp;
  createdBy: string;
  /** The next run's number. */
  nextNumber: Generated<number>;
}

/** What the last look at a repository has found. */
export interface RefsTable {
  repositoryId: string;
  ref: string;
  commit: string;
  seenAt: Timestamp;
}

/** Deliveries of webhooks, so that none counts twice. */
export interface DeliveriesTable {
  repositoryId: string;
  deliveryId: string;
  receivedAt: Timestamp;
}

/** When a branch is next to be run without a push: what the newest pipeline of the target branch says. */
export interface SchedulesTable {
  repositoryId: string;
  cron: string;
  branch: string;
  nextAt: Timestamp;
}
