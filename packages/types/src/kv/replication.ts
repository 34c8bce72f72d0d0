import { z } from 'zod';

const count = z.number().int().nonnegative();

/** How a follower keeps one dataset of its leader. */
export const replicaDatasetSchema = z
  .object({
    name: z.string(),
    state: z
      .enum(['waiting', 'pulling', 'following', 'failing'])
      .describe(
        '`pulling`: files are under way, and readers see what was there before; `failing`: see `problem`, it is tried again',
      ),
    lagBytes: count.describe('What the leader had more when it was last asked'),
    lagSeconds: z.number().nonnegative().describe('Since it was the same as on the leader for sure'),
    pulledBytes: count.optional().describe('Of the files under way'),
    totalBytes: count.optional(),
    problem: z.string().optional(),
  })
  .meta({ id: 'ReplicaDataset' });
export type ReplicaDataset = z.infer<typeof replicaDatasetSchema>;

/** How a server follows another one. */
export const replicaSchema = z
  .object({
    leader: z.string().describe('redis://user@host:port'),
    link: z.enum(['connecting', 'up', 'down']),
    heardAt: z.iso.datetime().optional().describe('When the leader was last heard; absent: not yet'),
    problem: z.string().optional().describe('Why the link is down, or what the leader refuses'),
    datasets: z.array(replicaDatasetSchema),
  })
  .meta({ id: 'Replica' });
export type Replica = z.infer<typeof replicaSchema>;

/** Who follows this server, and whom it follows. */
export const replicationSchema = z
  .object({
    role: z.enum(['leader', 'replica']),
    followers: z.array(z.object({ name: z.string(), address: z.string() })),
    replica: replicaSchema.optional().describe('Of a replica'),
  })
  .meta({ id: 'Replication' });
export type Replication = z.infer<typeof replicationSchema>;
