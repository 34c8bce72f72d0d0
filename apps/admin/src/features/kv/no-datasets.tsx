import { Link } from '@tanstack/react-router';
import { CommandLine } from '../../components/command-line.tsx';
import { Empty } from '../../components/empty.tsx';

/** The two ways to a first dataset. */
export function NoDatasets() {
  return (
    <Empty title="The store has no dataset yet.">
      <p>
        <strong>Publish one</strong> from what a job made: open an execution that succeeded under{' '}
        <Link to="/mapreduce/jobs">Jobs</Link> and choose “Publish as dataset”, or load a file or an output
        folder with:
      </p>
      <CommandLine command="pnpm kv publish bookmarks OUTPUT_FOLDER" />
      <p>
        <strong>Make a live one</strong>, which programs write entry by entry, with the button above or with:
      </p>
      <CommandLine command="pnpm kv create sessions" />
    </Empty>
  );
}
