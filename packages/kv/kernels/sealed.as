/**
 * Table images below JavaScript: records become buckets, and entries are found in the image that lies in memory.
 *
 * Loads may touch up to 64 bytes behind what they need; there is a spare page behind every region for them.
 */
export { partOfRun, prefixOf, runOfPart } from './sealed/prefix.as';
export { startBuckets, addRecords, closeBuckets, isComplete, storeTotals } from './sealed/write.as';
export { openImage, firstUnsound, prefixIn } from './sealed/image.as';
export { find, findMany } from './sealed/find.as';
export { bucketOf, firstPrefixOf, listBucket } from './sealed/list.as';
export { copyOrdered } from './sealed/copy.as';
export { gatherKeys, gatheredKey, gatheredKeyBytes, keepReferences } from './sealed/order.as';
export { sortKeys } from './keys/sort.as';
export { searchOrder, listOrder } from './sealed/search.as';
export { serveRequests } from './sealed/resp.as';
