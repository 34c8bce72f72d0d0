export * from './all-errors.ts';
export * as costEndpoints from './cost/endpoints.ts';
export * from './cost/estimate.ts';
export * from './cost/figure-tree.ts';
export * from './cost/price-port.ts';
export * from './cost/sample.ts';
export * from './cost/scenario.ts';
export * from './deployer/access.ts';
export * as deployerEndpoints from './deployer/endpoints.ts';
export {
  LOG_LINES_MAX,
  type LogPage,
  type RequestRun,
  type RunEvent,
  TREND_POINTS_MAX,
  TREND_RUNS_MAX,
} from './deployer/endpoints.ts';
export * from './deployer/gate.ts';
export * from './deployer/history.ts';
export * from './deployer/metric-names.ts';
export * from './deployer/pipeline.ts';
export * from './deployer/planned-step.ts';
export * from './deployer/report.ts';
export * from './deployer/repository.ts';
export * from './deployer/run.ts';
export * from './deployer/run-state.ts';
export * from './endpoint.ts';
export * from './error-reply.ts';
export * from './event.ts';
export * from './id.ts';
export * from './kv/advice.ts';
export * from './kv/compression.ts';
export * from './kv/contracts.ts';
export * as kvEndpoints from './kv/endpoints.ts';
export * from './kv/replication.ts';
export * from './kv/socket.ts';
export * from './kv/text-or-bytes.ts';
export * from './manifest.ts';
export * from './mapreduce/diagnosis.ts';
export * as mapreduceEndpoints from './mapreduce/endpoints.ts';
export {
  type InputFile,
  inputFileSchema,
  type StartExecution,
  type StartOnFiles,
  startExecutionSchema,
  type Upload,
  uploadSchema,
} from './mapreduce/endpoints.ts';
export * from './mapreduce/execution.ts';
export * from './mapreduce/pair-output.ts';
export * from './mapreduce/tell-state.ts';
export * from './pagination.ts';
export * as platformEndpoints from './platform/endpoints.ts';
export { type Session, sessionSchema } from './platform/endpoints.ts';
export * from './units.ts';
export * from './warehouse/contracts.ts';
export * as warehouseEndpoints from './warehouse/endpoints.ts';
export { startLoadSchema } from './warehouse/endpoints.ts';
