import { idSchema } from '@oremill/types';
import { Link, useMatches } from '@tanstack/react-router';
import { shortenMiddle } from '../format/shorten.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What the breadcrumb calls the pages of this route; the last part of the path when left out. */
    readonly crumb?: string;
    /** The page above this one. */
    readonly above?: {
      readonly to:
        | '/deployer/runs'
        | '/deployer/repositories'
        | '/mapreduce/jobs'
        | '/warehouse/tables'
        | '/kv/datasets';
      readonly label: string;
    };
    /** The page of the thing that this one shows a part of. */
    readonly partOf?: '/kv/datasets/$name' | '/deployer/runs/$id';
  }
}

/** Where this page lies: the engine, the list it belongs to, and the thing itself. */
export function Breadcrumb() {
  const matches = useMatches();
  const match = matches.at(-1);
  if (!match) return null;
  const engine = ENGINES[match.pathname.split('/')[1] ?? ''];
  const { crumb, above, partOf } = match.staticData;
  const { name = '', id = '' } = match.params as { name?: string; id?: string };
  const last = crumb ?? nameOf(match.pathname.split('/').at(-1) ?? '');
  return (
    <nav aria-label="Breadcrumb" className="breadcrumb">
      <ol>
        {engine ? <li>{engine}</li> : null}
        {above ? (
          <li>
            <Link to={above.to} activeOptions={{ exact: true }}>
              {above.label}
            </Link>
          </li>
        ) : null}
        {partOf ? (
          <li>
            <Link to={partOf} params={{ name, id }} activeOptions={{ exact: true }}>
              <bdi>{nameOf(name || id)}</bdi>
            </Link>
          </li>
        ) : null}
        <li aria-current="page">
          <bdi>{last}</bdi>
        </li>
      </ol>
    </nav>
  );
}

const ENGINES: Readonly<Record<string, string>> = {
  deployer: 'Deployer',
  mapreduce: 'MapReduce',
  warehouse: 'Warehouse',
  kv: 'Key-value store',
  cost: 'Cost',
};

/** An id by its last eight characters, as everywhere; a name as it is, if it is not too long. */
function nameOf(part: string): string {
  const name = decodeURIComponent(part);
  return idSchema.safeParse(name).success ? name.slice(-8) : shortenMiddle(name, 32);
}
