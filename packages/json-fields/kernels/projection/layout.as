// How plan and tape lie in memory; src/projection/encode-plan.ts and tape.ts know the same.

// What a node of the plan takes; bits of its first word.
export const TAKES_STRING: u32 = 1;
export const TAKES_NUMBER: u32 = 2;
export const TAKES_BOOLEAN: u32 = 4;
export const TAKES_NULL: u32 = 8;
export const TAKES_OBJECT: u32 = 16;
export const TAKES_ARRAY: u32 = 32;
/** Any object or array, as a span. */
export const TAKES_CONTAINER: u32 = 64;
/** An object with a key that is not declared is refused. */
export const IS_STRICT: u32 = 128;

// Cells of the tape: type u32, next u32 (the index of the next element), then two u32 or one f64.
export const CELL_BYTES: usize = 16;
export const NEXT: usize = 4;
export const FIRST: usize = 8;
export const SECOND: usize = 12;
export const ABSENT: u32 = 0;
export const NARROW: u32 = 1;
export const WIDE: u32 = 2;
export const NUMBER: u32 = 3;
export const TRUE: u32 = 4;
export const FALSE: u32 = 5;
export const NULL: u32 = 6;
export const OBJECT: u32 = 7;
export const ARRAY: u32 = 8;
/** Parts of the line as they stand: JSON, a number, the inside of an ASCII string. */
export const SPAN_JSON: u32 = 9;
export const SPAN_NUMBER: u32 = 10;
export const SPAN_ASCII: u32 = 11;

// Node of an object.
export const FIELD_COUNT: usize = 4;
export const REQUIRED_COUNT: usize = 8;
export const ESCAPED_BYTES_MAX: usize = 12;
export const FIELDS_BY_LENGTH: usize = 16;
export const LENGTH_MAX: u32 = 31;
// Node of an array.
export const ELEMENT: usize = 4;
// Field.
export const FIELD_LENGTH: usize = 8;
export const FIELD_KEY: usize = 12;
export const FIELD_NEXT: usize = 16;
export const FIELD_NODE: usize = 20;
export const FIELD_CELL: usize = 24;
export const FIELD_REQUIRED: usize = 28;

/** Longer strings are not copied but read where they stand. */
export const COPIED_BYTES_MAX: usize = 1024;

export const QUOTE: u32 = 0x22;
export const BACKSLASH: u32 = 0x5c;
