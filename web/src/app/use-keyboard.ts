import { useEffect, useRef } from 'react';
import type { Overlay } from './overlay.ts';
import { switchTheme, switchZone, usePreferences } from './preferences.ts';
import { goTo, PAGES } from './route.ts';

/** How long the second key of two is waited for, ms. */
const SECOND_KEY_MS = 1_200;

/** Keys that do something on every page, unless somebody types or has turned them off. */
export function useKeyboard(onOverlay: (overlay: Overlay) => void): void {
  const { hasKeys } = usePreferences();
  const goingAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (!hasKeys) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const { key } = event;
      const page = PAGES.find((known) => known.key === key);
      const isGoing = event.timeStamp - goingAt.current < SECOND_KEY_MS;
      goingAt.current = key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isGoing && page !== undefined) goTo(page.path);
      else if (key === '?') onOverlay('keys');
      else if (key === 'S') onOverlay('stop');
      else if (key === 'K') onOverlay('kill');
      else if (key === 't') switchTheme();
      else if (key === 'z') switchZone();
      else if (key === '/' && focusSearch()) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [hasKeys, onOverlay]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
  search?.focus();
  return search !== null;
}
