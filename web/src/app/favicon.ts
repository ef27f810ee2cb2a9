import { useEffect } from 'react';
import { useSelected } from '../live/use-desk.ts';

/** The icons that were built with the pages: of 1 to 9 positions, and of more. */
const MOST = 9;

/** Shows the count of open positions in the tab's icon. */
export function useFavicon(): void {
  const count = useSelected(['positions'], ({ positions }) => {
    return Object.values(positions).filter(({ shares }) => shares !== 0).length;
  });
  useEffect(() => {
    document.getElementById('icon')?.setAttribute('href', iconOf(count ?? 0));
  }, [count]);
}

function iconOf(count: number): string {
  if (count === 0) return '/icon.svg';
  return count > MOST ? '/icon-more.svg' : `/icon-${count}.svg`;
}
