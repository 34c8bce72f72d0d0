import { type AppError, costError } from '@oremill/types';
import type { AskProducts } from './live-book.ts';

/** The price list of all regions is served in a few; this is one of them. */
const SERVED_IN = 'us-east-1';
const PAGE_PRODUCTS = 100;
const PAGES_MAX = 100;

/**
 * Asks Amazon, with the credentials and the endpoint that its SDK finds by itself. The SDK is loaded when this is called,
 * and not before. Iterating throws PRICE_LIST_UNREACHABLE.
 */
export async function openAws(): Promise<AskProducts> {
  const { paginateGetProducts, PricingClient } = await import('@aws-sdk/client-pricing');
  const client = new PricingClient({ region: SERVED_IN });
  return async function* ask(service, filters) {
    const input = {
      ServiceCode: service,
      FormatVersion: 'aws_v1',
      Filters: Object.entries(filters).map(([Field, Value]) => ({
        Type: 'TERM_MATCH' as const,
        Field,
        Value,
      })),
    };
    let pages = 0;
    try {
      for await (const { PriceList = [] } of paginateGetProducts(
        { client, pageSize: PAGE_PRODUCTS },
        input,
      )) {
        yield PriceList.map(String);
        pages += 1;
        if (pages === PAGES_MAX) throw new Error(`more than ${PAGES_MAX} pages of ${service}`);
      }
    } catch (error) {
      throw unreachable(error);
    }
  };
}

/** The name alone: messages of the SDK may have what a request was signed with. */
function unreachable(error: unknown): AppError {
  const name = nameOf(error);
  const isSignedOut = /Credential|AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken/.test(name);
  return costError('PRICE_LIST_UNREACHABLE', `cannot read the price list of Amazon: ${name}`, {
    hint: isSignedOut
      ? 'Sign in as for the AWS CLI; the account has to be allowed pricing:GetProducts.'
      : 'Look at the network, or take a book of the package: cost prices --book aws-2026.',
  });
}

/** `ECONNREFUSED` before `Error`: what happened below is told rather than what it was wrapped in. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
