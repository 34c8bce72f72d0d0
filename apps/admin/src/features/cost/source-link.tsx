import { IconExternalLink } from '@tabler/icons-react';

/** The document that a price is from: a link where it is on the web, else its path. */
export function SourceLink({ address }: { address: string }) {
  if (!/^https?:\/\//.test(address)) return <span className="mono">{address}</span>;
  return (
    <a href={address} target="_blank" rel="noreferrer" title={address} className="source-link">
      {new URL(address).hostname}
      <IconExternalLink size={13} aria-hidden />
      <span className="unseen">, opens in another tab</span>
    </a>
  );
}
