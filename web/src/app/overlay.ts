import { createContext, useContext } from 'react';

/** What can be open over a page. */
export type Overlay = 'keys' | 'stop' | 'kill' | undefined;

export const OverlayContext = createContext<(overlay: Overlay) => void>(() => {});

/** Opens one over whatever page is shown. */
export function useOverlay(): (overlay: Overlay) => void {
  return useContext(OverlayContext);
}
