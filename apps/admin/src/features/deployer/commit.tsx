import { Name } from '../../components/name.tsx';

/** `a1b2c3d “Trim tags”`: the first seven digits, and what its author said of it. */
export function Commit({ commit, subject }: { commit: string; subject?: string }) {
  return (
    <>
      <span className="mono" title={commit}>
        {commit.slice(0, 7)}
      </span>
      {subject === undefined ? null : (
        <>
          {' '}
          <Name text={subject} lengthMax={72} />
        </>
      )}
    </>
  );
}
