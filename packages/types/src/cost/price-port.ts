/** What other engines may ask of prices, for a plan or a gate. */
export interface PricePort {
  /** USD that a machine on demand costs in a month of 730 hours. Throws PRICE_MISSING. */
  machineUsdMonth(instanceType: string): number;
  /** USD that a GiB costs in a month in a medium: `ram`, `ssd`, `s3`. Throws SCENARIO_INVALID, PRICE_MISSING. */
  gibUsdMonth(medium: string): number;
}
