import './command-line.css';
import { Copy } from './copy.tsx';

/** A command to run in a shell, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="command-line">
      <code>{command}</code>
      <Copy text={command} what="command" />
    </div>
  );
}
