/** The mill's mark, and its name where there is room. */
export function Brand({ hasName }: { hasName: boolean }) {
  return (
    <>
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#1971c2" />
        <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
          <circle cx="16" cy="16" r="8.2" />
          <path d="M16 16 22.6 11.2M16 16 9.4 11.2M16 16v8.2" />
        </g>
        <circle cx="16" cy="16" r="2.4" fill="#fff" />
      </svg>
      {hasName ? 'Oremill' : null}
    </>
  );
}
