// Where in the state the kernel keeps its table, four bytes each.
export const TABLE = 6;
export const SLOTS = 7;
export const COUNT = 9;
export const ADDED = 13;
export const KEY_AT = 14;
export const KEY_BYTES = 15;
export const STOPPED = 16;

export const STATUS = { done: 0, full: 1, unsafe: 2, notANumber: 3 };
