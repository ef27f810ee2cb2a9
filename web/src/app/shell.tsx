import { Suspense, useEffect, useRef, useState } from 'react';
import { useDesk, useLink } from '../live/use-desk.ts';
import { Banner } from './banner.tsx';
import { EndDialog } from './end-dialog.tsx';
import { useFavicon } from './favicon.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { type Overlay, OverlayContext } from './overlay.ts';
import { PageGuard } from './page-guard.tsx';
import { loadAhead, pageOf } from './pages.tsx';
import { PAGES, routeOf, useHash } from './route.ts';
import { TopBar } from './top-bar.tsx';
import { useKeyboard } from './use-keyboard.ts';

/** The first page is drawn by then: the others do not keep it waiting. */
const AHEAD_MS = 2_000;

/** What stands around every page: header, menu, banner, keys. */
export function Shell() {
  const route = routeOf(useHash());
  const link = useLink();
  const desk = useDesk();
  const main = useRef<HTMLElement>(null);
  const [overlay, setOverlay] = useState<Overlay>(undefined);
  const close = () => setOverlay(undefined);
  useKeyboard(setOverlay);
  useFavicon();
  useEffect(() => {
    const timer = setTimeout(() => void loadAhead(), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  const { page, item } = route;
  useEffect(() => {
    const title = PAGES.find(({ path }) => path === page)?.title ?? 'No such page';
    document.title = `${item ?? title} · Polydesk`;
    window.scrollTo(0, 0);
  }, [page, item]);
  return (
    <div className="shell" data-link={link.state}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <TopBar onOverlay={setOverlay} />
      <Banner />
      <nav className="nav" aria-label="Pages">
        <ul>
          {PAGES.map(({ path, title }) => (
            <li key={path}>
              <a href={`#/${path}`} aria-current={path === page ? 'page' : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className="main" ref={main} tabIndex={-1} id="main">
        {desk === undefined ? (
          <p className="empty">Waiting for the desk …</p>
        ) : (
          <OverlayContext value={setOverlay}>
            <PageGuard key={`${page ?? ''}/${item ?? ''}`}>
              <Suspense fallback={<p className="empty">Opening the page …</p>}>
                {pageOf(route)}
              </Suspense>
            </PageGuard>
          </OverlayContext>
        )}
      </main>
      {overlay === 'keys' && <KeysDialog onClose={close} />}
      {(overlay === 'stop' || overlay === 'kill') && <EndDialog what={overlay} onClose={close} />}
    </div>
  );
}
