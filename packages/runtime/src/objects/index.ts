export {
  type ByteRange,
  createObjects,
  type Objects,
  type ObjectsOptions,
  type StoredObject,
} from './objects.ts';
export type { S3Options } from './s3-objects.ts';
export { joinUri, type Location, parseUri } from './uri.ts';
