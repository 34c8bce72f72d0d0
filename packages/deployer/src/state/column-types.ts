import type { ColumnType, JSONColumnType } from 'kysely';

/** What columns give and take: dates as such, JSON as text on its way in. */
export type Timestamp = ColumnType<Date, Date, Date>;
export type OptionalTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>;
export type Json<Value> = JSONColumnType<NonNullable<Value>>;
export type OptionalJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>;
