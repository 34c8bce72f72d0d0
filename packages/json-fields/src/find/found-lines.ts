/** What a row of `kernels/find.as` holds, in words of 32 bits. */
export const ROW_WORDS = 8;
/** Where the line begins, and where it ends, behind its newline. */
export const START = 0;
export const END = 1;
export const KIND = 2;
/** The inside of the string, between its quotes. */
export const VALUE_START = 3;
export const VALUE_END = 4;
/** The first of three words that are the reader's own. */
export const OWN = 5;

/** The line does not begin with a brace. */
export const NOT_AN_OBJECT = 0;
/** It is no JSON, or the kernel cannot tell: JSON.parse decides. */
export const UNCERTAIN = 1;
/** It is JSON, and the field is not there, or no string. */
export const NO_STRING = 2;
/** The string is ASCII as it stands. */
export const ASCII = 3;
/** The string has escapes, or bytes that may be UTF-8. */
export const TEXT = 4;
