import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Each is done once, in this order, and never changed after it was released: what comes later is another one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-runs': {
    async up(database) {
      for (const statement of BEGIN.split(';')) {
        if (statement.trim() !== '') await sql.raw(statement).execute(database);
      }
    },
  },
};

const BEGIN = `
CREATE TABLE deployer.repositories (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  url text NOT NULL,
  target_branch text NOT NULL,
  poll_ms integer,
  webhook_secret jsonb,
  hook_folder text,
  looked_at timestamptz,
  next_look_at timestamptz,
  look_failures integer NOT NULL DEFAULT 0,
  look_error jsonb,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  next_number integer NOT NULL DEFAULT 1
);
CREATE TABLE deployer.refs (
  repository_id text NOT NULL REFERENCES deployer.repositories ON DELETE CASCADE,
  ref text NOT NULL,
  commit text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (repository_id, ref)
);
CREATE TABLE deployer.schedules (
  repository_id text NOT NULL REFERENCES deployer.repositories ON DELETE CASCADE,
  cron text NOT NULL,
  branch text NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (repository_id, cron, branch)
);
CREATE TABLE deployer.deliveries (
  repository_id text NOT NULL REFERENCES deployer.repositories ON DELETE CASCADE,
  delivery_id text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (repository_id, delivery_id)
);
CREATE SEQUENCE deployer.run_ordinals;
CREATE TABLE deployer.runs (
  id text PRIMARY KEY,
  repository_id text NOT NULL REFERENCES deployer.repositories ON DELETE CASCADE,
  number integer NOT NULL,
  branch text NOT NULL,
  commit text NOT NULL,
  subject text NOT NULL,
  author text NOT NULL,
  round integer NOT NULL DEFAULT 0,
  is_again boolean NOT NULL DEFAULT false,
  trigger jsonb NOT NULL,
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  ordinal bigint NOT NULL DEFAULT nextval('deployer.run_ordinals'),
  pipeline jsonb,
  metrics jsonb,
  verdict jsonb,
  error jsonb,
  cancelled_by text,
  approved_by text,
  rerun_of text,
  rerun_from text,
  superseded_by text,
  lease_owner text,
  lease_until timestamptz,
  fence bigint NOT NULL DEFAULT 0,
  UNIQUE (repository_id, number),
  UNIQUE (repository_id, branch, commit, round)
);
CREATE INDEX runs_open ON deployer.runs (ordinal) WHERE state IN ('queued', 'running');
CREATE INDEX runs_of_branch ON deployer.runs (repository_id, branch, ordinal DESC);
CREATE INDEX runs_of_commit ON deployer.runs (repository_id, commit);
CREATE TABLE deployer.steps (
  run_id text NOT NULL REFERENCES deployer.runs ON DELETE CASCADE,
  name text NOT NULL,
  position integer NOT NULL,
  planned jsonb NOT NULL,
  state text NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  started_at timestamptz,
  finished_at timestamptz,
  exit_code integer,
  signal text,
  reason text,
  error jsonb,
  artifacts jsonb NOT NULL DEFAULT '[]',
  reports jsonb NOT NULL DEFAULT '[]',
  kept_from text,
  log_lines integer NOT NULL DEFAULT 0,
  log_bytes bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, name),
  UNIQUE (run_id, position)
);
CREATE TABLE deployer.tests (
  run_id text NOT NULL REFERENCES deployer.runs ON DELETE CASCADE,
  repository_id text NOT NULL,
  branch text NOT NULL,
  commit text NOT NULL,
  suite text NOT NULL,
  name text NOT NULL,
  outcome text NOT NULL,
  is_flaky boolean NOT NULL,
  seconds double precision,
  finished_at timestamptz NOT NULL
);
CREATE INDEX tests_of_repository ON deployer.tests (repository_id, suite, name, finished_at DESC);
CREATE INDEX tests_of_run ON deployer.tests (run_id);
CREATE TABLE deployer.measurements (
  run_id text PRIMARY KEY REFERENCES deployer.runs ON DELETE CASCADE,
  repository_id text NOT NULL,
  details bytea NOT NULL
);
CREATE INDEX measurements_of_repository ON deployer.measurements (repository_id);
CREATE TABLE deployer.best (
  repository_id text NOT NULL REFERENCES deployer.repositories ON DELETE CASCADE,
  branch text NOT NULL,
  metric text NOT NULL,
  value double precision NOT NULL,
  commit text NOT NULL,
  PRIMARY KEY (repository_id, branch, metric)
);
CREATE TABLE deployer.quarantine (
  repository_id text NOT NULL REFERENCES deployer.repositories ON DELETE CASCADE,
  suite text NOT NULL,
  name text NOT NULL,
  reason text NOT NULL,
  until timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (repository_id, suite, name)
);
CREATE TABLE deployer.tokens (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  role text NOT NULL,
  digest text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  revoked_at timestamptz
);
CREATE TABLE deployer.changes (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  details jsonb NOT NULL
);
`;
