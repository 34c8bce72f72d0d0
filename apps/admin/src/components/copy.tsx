import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 1500;

/** Copies text to the clipboard and says so; an icon, or a button when it has a label of its own. */
export function Copy({ text, what, label }: { text: string | (() => string); what: string; label?: string }) {
  const [hasCopied, setHasCopied] = useState(false);
  useEffect(() => {
    if (!hasCopied) return;
    const timer = setTimeout(() => setHasCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [hasCopied]);

  const copy = () => {
    void copyText(typeof text === 'string' ? text : text()).then(() => setHasCopied(true));
  };
  const icon = hasCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />;
  const said = (
    <span className="unseen" role="status">
      {hasCopied ? `${what} copied` : ''}
    </span>
  );
  if (label !== undefined) {
    return (
      <>
        <Button variant="default" size="compact-sm" leftSection={icon} onClick={copy}>
          {hasCopied ? 'Copied' : label}
        </Button>
        {said}
      </>
    );
  }
  return (
    <>
      <Tooltip label={hasCopied ? 'Copied' : `Copy ${what}`}>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Copy ${what}`} onClick={copy}>
          {icon}
        </ActionIcon>
      </Tooltip>
      {said}
    </>
  );
}
