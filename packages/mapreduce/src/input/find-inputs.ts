export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** The files that paths, globs and folders stand for, each readable; sorted within each input. Not for `-`. */
export declare function findInputs(inputs: readonly string[]): Promise<SourceFile[]>;
