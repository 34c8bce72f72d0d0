import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'recorded');

/** Products before 2022 tell their region by its place alone. */
const PLACES: Readonly<Record<string, string>> = {
  'EU (Ireland)': 'eu-west-1',
  'Asia Pacific (Singapore)': 'ap-southeast-1',
};

/** Products as Amazon once told them, that have all of these attributes. */
export function findRecorded(service: string, filters: Readonly<Record<string, string>>): string[] {
  const lists = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
  return lists
    .flatMap(({ PriceList }: { PriceList: string[] }) => PriceList)
    .filter((text) => {
      const { product } = JSON.parse(text);
      const attributes = {
        regionCode: PLACES[product.attributes.location],
        productFamily: product.productFamily,
        ...product.attributes,
      };
      return (
        attributes.servicecode === service &&
        Object.entries(filters).every(([name, value]) => attributes[name] === value)
      );
    });
}
