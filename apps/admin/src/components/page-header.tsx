import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

/** The one h1 of a page, with what can be done to it. Takes the focus after a navigation, so a reader hears it. */
export function PageHeader({
  title,
  documentTitle,
  aside,
  children,
}: {
  title: ReactNode;
  /** What the tab says; it may carry the state. */
  documentTitle: string;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const router = useRouter();
  useEffect(() => {
    document.title = `${documentTitle} · Oremill`;
  }, [documentTitle]);
  useEffect(() => {
    // Not on the first page: there the browser's own start is the right one.
    const isNavigation =
      router.history.location.state.__TSR_index !== 0 || document.activeElement !== document.body;
    if (isNavigation) heading.current?.focus({ preventScroll: true });
  }, [router]);
  return (
    <header className="stack-tight">
      <div className="row spread">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside ? <div className="row">{aside}</div> : null}
      </div>
      {children}
    </header>
  );
}
