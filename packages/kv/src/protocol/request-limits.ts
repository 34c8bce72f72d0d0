/** Of what one client may send as one request. */
export interface RequestLimits {
  readonly valueBytesMax: number;
  readonly requestBytesMax: number;
  readonly requestArgumentsMax: number;
  readonly inlineBytesMax: number;
}
