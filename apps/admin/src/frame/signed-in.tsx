import { LiveConnection } from '../live/live-connection.tsx';
import { Frame } from './frame.tsx';

/** What only exists while somebody is signed in: the event stream and the frame. */
export function SignedIn() {
  return (
    <>
      <LiveConnection />
      <Frame />
    </>
  );
}
