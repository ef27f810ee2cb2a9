import { useSyncExternalStore } from 'react';
import type { Zone } from '../format/time.ts';

/** What this browser remembers of how somebody likes to see the pages. */
export type Preferences = {
  readonly theme: 'system' | 'light' | 'dark';
  readonly zone: Zone;
  /** Single keys do something. */
  readonly hasKeys: boolean;
};

const KEY = 'polydesk';
const DEFAULTS: Preferences = { theme: 'system', zone: 'local', hasKeys: true };

let current: Preferences = DEFAULTS;
const listeners = new Set<() => void>();

/** What is stored, as far as it can be read; the rest is as at first. */
export function readPreferences(text: string | null): Preferences {
  let stored: Partial<Record<keyof Preferences, unknown>> = {};
  try {
    stored = (JSON.parse(text ?? '{}') ?? {}) as typeof stored;
  } catch {
    return DEFAULTS;
  }
  return {
    theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : 'system',
    zone: stored.zone === 'utc' ? 'utc' : 'local',
    hasKeys: stored.hasKeys !== false,
  };
}

/** Once, before anything is drawn: so nothing flashes in the other theme. */
export function loadPreferences(): void {
  current = readPreferences(localStorage.getItem(KEY));
  showTheme();
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  showTheme();
  for (const listener of listeners) listener();
}

/** From what is seen now to the other one. */
export function switchTheme(): void {
  prefer({ theme: isDark() ? 'light' : 'dark' });
}

export function switchZone(): void {
  prefer({ zone: current.zone === 'utc' ? 'local' : 'utc' });
}

function isDark(): boolean {
  if (current.theme !== 'system') return current.theme === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

function showTheme(): void {
  const { dataset } = document.documentElement;
  if (current.theme === 'system') delete dataset.theme;
  else dataset.theme = current.theme;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
    () => DEFAULTS,
  );
}
