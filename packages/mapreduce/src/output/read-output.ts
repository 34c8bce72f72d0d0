import type { Execution, Page, PageQuery, SkippedRecord } from '@oremill/types';

/** The execution that wrote, or writes, this folder; `interrupted` when its process is gone. */
export declare function readExecution(outputFolder: string): Execution | undefined;

/** A page of the skipped records, in input order, published or not; reads only as much as the page needs. */
export declare function readSkipped(outputFolder: string, page: PageQuery): Promise<Page<SkippedRecord>>;

/** Removes what a failed, stopped or interrupted execution left beside the output; OUTPUT_EXISTS while one runs. */
export declare function discardPartial(outputFolder: string): void;
