import './progress-bar.css';

/** How much of a whole is done; without a share it is only known that something moves. */
export function ProgressBar({ share, label }: { share: number | undefined; label: string }) {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div data-moving={percent === undefined || undefined} style={{ width: `${percent ?? 30}%` }} />
    </div>
  );
}
