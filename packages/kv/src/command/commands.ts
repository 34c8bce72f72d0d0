import { aclCommand } from './acl.ts';
import { clientCommand } from './client.ts';
import { clusterCommand, clusterModeCommands } from './cluster.ts';
import type { Command } from './command.ts';
import { commandCommand } from './command-info.ts';
import { connectionCommands } from './connection-commands.ts';
import { counterCommands } from './counters.ts';
import { expiryCommands } from './expiry.ts';
import { flushCommands } from './flush.ts';
import { followCommand } from './follow.ts';
import { getAndChangeCommands } from './get-and-change.ts';
import { hotKeysCommands } from './hot-keys-commands.ts';
import { infoCommand } from './info.ts';
import { keyCommands } from './keys.ts';
import { latencyCommand } from './latency.ts';
import { memoryCommand } from './memory.ts';
import { objectCommand } from './object.ts';
import { persistenceCommands } from './persistence.ts';
import { readStringCommands } from './read-strings.ts';
import { replicaCommands } from './replica.ts';
import { scanCommands } from './scan.ts';
import { setCommand } from './set.ts';
import { configCommand } from './settings.ts';
import { slowLogCommand } from './slow-log-command.ts';
import { storeCommands } from './store-commands.ts';
import { timeCommand } from './time.ts';
import { writeStringCommands } from './write-strings.ts';

/** All that this server can do. */
export const commands: readonly Command[] = [
  ...readStringCommands,
  setCommand,
  ...writeStringCommands,
  ...getAndChangeCommands,
  ...counterCommands,
  ...keyCommands,
  ...flushCommands,
  ...expiryCommands,
  ...scanCommands,
  ...connectionCommands,
  clientCommand,
  aclCommand,
  ...persistenceCommands,
  infoCommand,
  configCommand,
  commandCommand,
  memoryCommand,
  objectCommand,
  slowLogCommand,
  latencyCommand,
  ...hotKeysCommands,
  timeCommand,
  clusterCommand,
  ...clusterModeCommands,
  ...storeCommands,
  ...replicaCommands,
  followCommand,
];
