export { type Codec, type CodecOptions, openCodec, type ZstdOptions } from './codec.ts';
export {
  type Dictionary,
  divideSamples,
  halveSamples,
  readDictionary,
  type TrainOptions,
  trainDictionary,
} from './dictionary.ts';
export type { Drift } from './drift.ts';
export { plainCodec } from './plain-codec.ts';
