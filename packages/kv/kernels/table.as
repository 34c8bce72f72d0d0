/**
 * A table that can be written: an index of groups over records in segments, in one memory of at most 4 GiB.
 * Everything it knows lies in that memory, see table/layout.as, so other threads may open it there as well.
 */
export { openTable, set, remove, setExpiry } from './table/write.as';
export { find, findMany, hashInput } from './table/read.as';
export { listPage, copyRecords, sweep, findNear } from './table/walk.as';
export { listPrefix } from './table/order.as';
export { deferOrder, orderSome } from './table/order/build.as';
export { roomForRecords, takeRecords, roomForRecord, takeRecord } from './table/append.as';
export { reserveIndex, tendIndex } from './table/growth.as';
export { isCleaningDue, clean } from './table/clean.as';
export { claimScratch, giveBackScratch } from './table/load/claim.as';
export { openLists } from './table/load/lists.as';
export { loadLines, stopList, stopReason, takeLineCount } from './table/load/lines.as';
export { closeLines } from './table/load/room.as';
export { clearPartition, insertEntries, openLoadedIndex, sideBytes, takeDuplicates, takeOverflows } from './table/load/insert.as';
export { freeDeadSegments, handInTally, keyBytesOf, keyOf } from './table/load/tally.as';
export { serveRequests } from './table/resp.as';
