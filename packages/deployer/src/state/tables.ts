import type {
  Artifact,
  ErrorReply,
  Metrics,
  Pipeline,
  PlannedStep,
  Role,
  RunState,
  RunTrigger,
  StepState,
  Verdict,
} from '@oremill/types';
import type { ColumnType, Generated } from 'kysely';
import type { Json, OptionalJson, OptionalTimestamp, Timestamp } from './column-types.ts';
import type { DeliveriesTable, RefsTable, RepositoriesTable, SchedulesTable } from './trigger-tables.ts';

/** The schema `deployer` of the platform's database; names are snake_case there. */
export interface Tables {
  repositories: RepositoriesTable;
  refs: RefsTable;
  deliveries: DeliveriesTable;
  schedules: SchedulesTable;
  runs: RunsTable;
  steps: StepsTable;
  tests: TestsTable;
  measurements: MeasurementsTable;
  best: BestTable;
  quarantine: QuarantineTable;
  tokens: TokensTable;
  changes: ChangesTable;
}

export interface RunsTable {
  id: string;
  repositoryId: string;
  number: number;
  branch: string;
  commit: string;
  subject: string;
  author: string;
  /** 0, and of one that was asked for again by a person one more than the one before: with commit and branch it is unique. */
  round: Generated<number>;
  /** Asked for again though it had its run: it supersedes nothing, and nothing supersedes it. */
  isAgain: Generated<boolean>;
  trigger: Json<RunTrigger>;
  state: RunState;
  createdAt: Timestamp;
  startedAt: OptionalTimestamp;
  finishedAt: OptionalTimestamp;
  /** Which of its branch's commits it is: a later push has a higher one. */
  ordinal: Generated<string>;
  /** As its config was read; null before. */
  pipeline: OptionalJson<Pipeline>;
  metrics: OptionalJson<Metrics>;
  verdict: OptionalJson<Verdict>;
  error: OptionalJson<ErrorReply>;
  cancelledBy: string | null;
  approvedBy: string | null;
  rerunOf: string | null;
  /** Of a rerun: steps before it are those of the run before. */
  rerunFrom: string | null;
  supersededBy: string | null;
  /** Which engine does it, until when nobody else may, and how often it has changed hands. */
  leaseOwner: string | null;
  leaseUntil: OptionalTimestamp;
  fence: Generated<string>;
}

export interface StepsTable {
  runId: string;
  name: string;
  position: number;
  planned: Json<PlannedStep>;
  state: StepState;
  attempt: Generated<number>;
  startedAt: OptionalTimestamp;
  finishedAt: OptionalTimestamp;
  exitCode: number | null;
  signal: string | null;
  reason: string | null;
  error: OptionalJson<ErrorReply>;
  artifacts: ColumnType<Artifact[], string | undefined, string>;
  /** Paths of its reports in the workspace; the engine keeps a copy of each. */
  reports: ColumnType<string[], string | undefined, string>;
  /** The run that did it, of a step that a rerun has kept. */
  keptFrom: string | null;
  logLines: Generated<number>;
  logBytes: ColumnType<string, number | undefined, number>;
}

/** Tests of each run, for what is flaky and for trends. */
export interface TestsTable {
  runId: string;
  repositoryId: string;
  branch: string;
  commit: string;
  suite: string;
  name: string;
  outcome: 'passed' | 'failed' | 'errored' | 'skipped';
  isFlaky: boolean;
  seconds: number | null;
  finishedAt: Timestamp;
}

/** What reports have told of a run, and what it was compared with. */
export interface MeasurementsTable {
  runId: string;
  repositoryId: string;
  /** JSON, compressed by zstd. */
  details: Buffer;
}

/** The best value of each figure of a branch so far. */
export interface BestTable {
  repositoryId: string;
  branch: string;
  metric: string;
  value: number;
  commit: string;
}

/** Tests whose failures do not count, until when. */
export interface QuarantineTable {
  repositoryId: string;
  suite: string;
  name: string;
  reason: string;
  until: Timestamp;
  createdAt: Timestamp;
  createdBy: string;
}

export interface TokensTable {
  id: string;
  name: string;
  role: Role;
  /** sha256 of the token: it is shown once, when it is made. */
  digest: string;
  createdAt: Timestamp;
  createdBy: string;
  revokedAt: OptionalTimestamp;
}

/** Who changed what, when. */
export interface ChangesTable {
  id: string;
  at: Timestamp;
  actor: string;
  action: string;
  subject: string;
  details: Json<Record<string, unknown>>;
}
