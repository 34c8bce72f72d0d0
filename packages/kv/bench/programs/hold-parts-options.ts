import type { PairsContent } from '../harness/content.ts';

export interface HoldPartsOptions {
  readonly file: string;
  /** Of the store. */
  readonly folder: string;
  readonly kind: 'published' | 'live';
  /** 0: as many as the file needs. */
  readonly parts: number;
  readonly keysPath: string;
  readonly step: 'make' | 'hold';
}

export interface MadeParts {
  readonly seconds: number;
}

export interface HeldParts {
  readonly openSeconds: number;
  readonly compareSeconds: number;
  readonly totalBytes: number;
  readonly beyondBytes: number;
  readonly parts: number;
  readonly content: PairsContent & { readonly wrong: number };
}
