const CENTS: Readonly<Record<string, number>> = { apple: 30, pear: 45 };

export function priceOf(name: string): number {
  const cents = CENTS[name];
  if (cents === undefined) throw new Error(`nobody sells ${name}`);
  return cents;
}
