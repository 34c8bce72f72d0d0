import { mapreduceError } from '@oremill/types';

export function outputExists(output: string): Error {
  return mapreduceError('OUTPUT_EXISTS', `${output} exists already`, {
    hint: 'Choose another output folder, remove this one first, or give --overwrite.',
  });
}

export function executionMissing(output: string): Error {
  return mapreduceError('EXECUTION_MISSING', `no execution has written to ${output}`, {
    hint: 'Give the folder that was passed as --output.',
  });
}

/** There is nothing to put it into. */
export function folderMissing(folder: string, what: string): Error {
  return mapreduceError('OUTPUT_UNWRITABLE', `there is no folder ${folder} to hold the ${what}`, {
    hint: `Make it: mkdir -p ${folder}`,
  });
}

/** Overwriting is for what a job can make again. */
export function notAnOutput(output: string): Error {
  return mapreduceError('OUTPUT_EXISTS', `${output} is not the output of a job, and is not overwritten`, {
    hint: 'Choose another output folder, or move this one away yourself.',
  });
}
