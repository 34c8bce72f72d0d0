type Present<Given> = { [Key in keyof Given]: Exclude<Given[Key], undefined> };

/** What is undefined takes its default: it is left out of a request. */
export function withoutAbsent<Given extends object>(given: Given): Present<Given> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Present<Given>;
}
