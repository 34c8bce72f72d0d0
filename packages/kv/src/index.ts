export { type AdviseSourcesOptions, adviseSources } from './build/advise-sources.ts';
export {
  type BuildProgress,
  type BuildReport,
  type BuildRequest,
  type BuildSources,
  buildImage,
} from './build/build-image.ts';
export { type Cluster, openCluster } from './cluster/cluster.ts';
export { type ClusterLoad, type LoadClusterOptions, loadCluster } from './cluster/load-cluster.ts';
export { LoadControl } from './cluster/load-control.ts';
export { removeVersion } from './cluster/remove-version.ts';
export { currentVersion, rollback, switchVersion, versions } from './cluster/versions.ts';
export { type ServerLimits, serverLimitsSchema, type User, userSchema } from './config.ts';
export type { Dataset } from './dataset/dataset.ts';
export type { Reader } from './dataset/published-versions.ts';
export { type CommandDescriptions, describeCommands } from './describe-commands.ts';
export { describeServer } from './describe-server.ts';
export { allowedSource } from './http/allowed-source.ts';
export { describeImage } from './image/describe-image.ts';
export { openImage, verifyImage } from './image/open-image.ts';
export { type LoadOptions, type LoadProgress, loadTable } from './load/load-table.ts';
export { type SaveOptions, type SaveReport, saveTsv } from './load/save-tsv.ts';
export type { PublishOptions } from './publisher.ts';
export type { ReplicaOf } from './replica/replica-of.ts';
export { type CommandTarget, runCommand } from './run-command.ts';
export { type RunningStore, type RunStoreOptions, startStore } from './run-store.ts';
export { type RespServer, type ServerOptions, startServer } from './server.ts';
export { Store, type StoreChange, type StoreOptions } from './store.ts';
export type { Entry, EntryPage, TableMemory } from './table/entries.ts';
export type { SealedTable } from './table/sealed-table.ts';
export { Table, type TableOptions } from './table/table.ts';
