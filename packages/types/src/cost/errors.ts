import { errorFamily } from '../errors.ts';

export const costErrors = {
  /** A number that is none, is too large, or is below what it may be. */
  NUMBER_INVALID: { status: 400 },
  /** A text that has no unit, an unknown one, or one that measures something else. */
  UNIT_INVALID: { status: 400 },
  /** A scenario that does not say what is asked of it; the message has the path. */
  SCENARIO_INVALID: { status: 400 },
  /** No book has the price that is asked for. */
  PRICE_MISSING: { status: 404 },
  /** The book has the price, and not what a medium has to know beside it, as the memory of a machine. */
  PRICE_FACT_MISSING: { status: 404 },
  /** A price list that is read live cannot be reached, or lets nobody in. */
  PRICE_LIST_UNREACHABLE: { status: 502 },
  /** It says what nobody understands here. */
  PRICE_LIST_INVALID: { status: 502 },
  PRICE_BOOK_INVALID: { status: 400 },
  PRICE_BOOK_MISSING: { status: 404 },
  /** Too few records, or sizes of which a mean tells nothing. */
  SAMPLE_UNFIT: { status: 422 },
  SAMPLE_MISSING: { status: 404 },
  SAMPLE_UNREADABLE: { status: 400 },
  /** More bytes than may be sent, or than what was sent may unpack to. */
  SAMPLE_TOO_LARGE: { status: 413 },
  /** So many estimates wait that another one is not taken on. */
  ESTIMATES_BUSY: { status: 503 },
  /** Nobody has this line of this estimate. */
  FIGURE_MISSING: { status: 404 },
} as const;

export const costError = errorFamily(costErrors);
