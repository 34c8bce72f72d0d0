import {
  COMPRESSION_LEVEL_MAX,
  COMPRESSION_LEVEL_WITH_DICTIONARY,
  type DatasetReport,
  DICTIONARY_BYTES_MAX,
  DICTIONARY_BYTES_MIN,
  datasetNameSchema,
  formatCompression,
  formatCount,
  type Publish,
  type ValueCompression,
  type Version,
} from '@oremill/types';

/** How a version is to be made, as it is chosen in a form. */
export interface PublishSettings {
  readonly isDelta: boolean;
  /** `same`: as the version before, or what the store does without one. */
  readonly compression: ValueCompression | 'same';
  /** Of zstd; empty: what the store takes. */
  readonly level: string;
  /** Longest dictionary, in KiB; empty: what the store takes. */
  readonly dictionaryKib: string;
  readonly order: 'same' | 'ordered' | 'unordered';
  /** Empty: as many as the store keeps unless told otherwise. */
  readonly keep: string;
  readonly duplicates: 'last' | 'first' | 'error';
  readonly badLinesMax: string;
}

export const NO_PUBLISH_SETTINGS: PublishSettings = {
  isDelta: false,
  compression: 'same',
  level: '',
  dictionaryKib: '',
  order: 'same',
  keep: '',
  duplicates: 'last',
  badLinesMax: '',
};

export const VERSIONS_KEPT = 3;

const KIB = 1024;

export interface PublishPlan {
  /** What readers will see then. */
  readonly consequence: string;
  /** How to get back. */
  readonly undo: string;
  readonly action: string;
  /** The way back is lost. */
  readonly isFinal: boolean;
}

/** What publishing does to those who read the dataset; `dataset` is undefined when there is none of that name yet. */
export function planPublish(
  name: string,
  dataset: DatasetReport | undefined,
  /** Of the source, where that is known. */
  rows: number | undefined,
  { isDelta, keep }: PublishSettings,
): PublishPlan {
  const arriving = rows === undefined ? 'what is in the source' : countOf(rows, 'row');
  const served = dataset?.versions.find(({ isServed }) => isServed);
  const number = Math.max(0, ...(dataset?.versions ?? []).map((version) => version.number)) + 1;
  if (!dataset || !served) {
    return {
      consequence: `Makes the dataset ${name} and publishes its version 1 from ${arriving}.`,
      undo: 'Nothing of that name is served yet. If the source is refused, nothing is made.',
      action: `Publish ${name}`,
      isFinal: false,
    };
  }
  const entries = countOf(served.entries, 'entry', 'entries');
  const { undo, isFinal } = planWayBack(dataset, served, keep);
  return {
    consequence: isDelta
      ? `Puts ${arriving} over the ${entries} of version ${served.number}: equal keys get the new value, the others stay.`
      : `Replaces the ${entries} of version ${served.number} by ${arriving}.`,
    undo,
    action: `Publish version ${number} of ${name}`,
    isFinal,
  };
}

/** Whether the served version is still there afterwards: the newest so many are, and those that somebody is pinned to. */
function planWayBack(
  { versions, pins }: DatasetReport,
  served: Version,
  keep: string,
): Pick<PublishPlan, 'undo' | 'isFinal'> {
  const name = `Version ${served.number}`;
  const isPinned =
    pins?.share?.version === served.number || Object.values(pins?.users ?? {}).includes(served.number);
  const newerCount = versions.indexOf(served) + 1;
  // How many the dataset was told to keep is not reported; it keeps at least those that it has.
  const keptCount = keep === '' ? versions.length : Number(keep);
  if (isPinned || newerCount < keptCount) {
    return { undo: `${name} is kept: one click serves it again.`, isFinal: false };
  }
  if (keep === '' && newerCount < VERSIONS_KEPT) {
    return {
      undo: `${name} is kept, unless this dataset was told to keep fewer than ${VERSIONS_KEPT}: one click serves it again.`,
      isFinal: false,
    };
  }
  return keep === ''
    ? {
        undo: `${name} is the oldest that is kept: unless more than ${versions.length} are to be kept, it is removed and there is no way back to it.`,
        isFinal: true,
      }
    : { undo: `${name} is removed, so there is no way back to it.`, isFinal: true };
}

export interface PublishDraft {
  /** The one of that name, if there is one. */
  readonly dataset: DatasetReport | undefined;
  /** There is a version that a delta could be put on. */
  readonly canBeDelta: boolean;
  readonly settings: PublishSettings;
  /** What is wrong with the name and the numbers; none where nothing was typed. */
  readonly faults: Readonly<Record<string, string>>;
  /** With a source it could be published. */
  readonly isSound: boolean;
}

/** What stands in the form, held against the datasets that there are. */
export function readPublishDraft(
  name: string,
  datasets: readonly DatasetReport[],
  settings: PublishSettings,
): PublishDraft {
  const dataset = datasets.find((one) => one.name === name);
  const canBeDelta = dataset !== undefined && dataset.versions.length > 0;
  const faults: Record<string, string> = {};
  const checked = datasetNameSchema.safeParse(name);
  if (name !== '' && !checked.success) faults.name = checked.error.issues[0]?.message ?? 'not a name';
  if (dataset?.kind === 'live') faults.name = 'This dataset is live: it is written, not published.';
  if (!isCount(settings.level, 1, COMPRESSION_LEVEL_MAX))
    faults.level = `A number from 1 to ${COMPRESSION_LEVEL_MAX}.`;
  if (!isCount(settings.dictionaryKib, Math.ceil(DICTIONARY_BYTES_MIN / KIB), DICTIONARY_BYTES_MAX / KIB))
    faults.dictionaryKib = `A number from 1 to ${DICTIONARY_BYTES_MAX / KIB}.`;
  if (!isCount(settings.keep, 1, 100)) faults.keep = 'A number from 1 to 100.';
  if (!isCount(settings.badLinesMax, 0, Number.MAX_SAFE_INTEGER)) faults.badLinesMax = 'A number, 0 or more.';
  return {
    dataset,
    canBeDelta,
    settings: { ...settings, isDelta: settings.isDelta && canBeDelta },
    faults,
    isSound: name !== '' && Object.keys(faults).length === 0,
  };
}

/** The request; what was not chosen is left to the store. */
export function toPublish(
  source: { readonly executionId: string } | { readonly source: string },
  settings: PublishSettings,
): Publish {
  const { isDelta, order, keep, duplicates, badLinesMax } = settings;
  const compression = compressionOf(settings);
  return {
    ...source,
    isDelta,
    duplicates,
    ...(compression === undefined ? {} : { compression }),
    ...(order === 'same' ? {} : { isOrdered: order === 'ordered' }),
    ...(keep === '' ? {} : { keep: Number(keep) }),
    ...(badLinesMax === '' ? {} : { badLinesMax: Number(badLinesMax) }),
  };
}

/** A setting that the codec has no use for does not count. */
function compressionOf({ compression: codec, level, dictionaryKib }: PublishSettings): string | undefined {
  switch (codec) {
    case 'same':
      return undefined;
    case 'none':
      return codec;
    case 'zstd':
      return formatCompression({ codec, ...(level === '' ? {} : { level: Number(level) }) });
    case 'zstd-dictionary':
      return formatCompression({
        codec,
        ...(level === '' && dictionaryKib === ''
          ? {}
          : { level: Number(level || COMPRESSION_LEVEL_WITH_DICTIONARY) }),
        ...(dictionaryKib === '' ? {} : { dictionaryBytes: Number(dictionaryKib) * KIB }),
      });
  }
}

function isCount(text: string, min: number, max: number): boolean {
  return text === '' || (/^\d+$/.test(text) && Number(text) >= min && Number(text) <= max);
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;
}
