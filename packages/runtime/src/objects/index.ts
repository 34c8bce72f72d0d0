export { matchFiles, matchGlobFiles, onlyFiles } from './match-files.ts';
export { isHidden, type MatchOptions, matchObjects } from './match-objects.ts';
export {
  type ByteRange,
  createObjects,
  type ListOptions,
  type Objects,
  type ObjectsOptions,
  type PublishOptions,
  type ReadOptions,
  type StoredObject,
} from './objects.ts';
export { type ReadAheadOptions, readAhead } from './read-ahead.ts';
export type { S3Options } from './s3-objects.ts';
export { isObjectUri, joinUri, type Location, parseUri } from './uri.ts';
