import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';
import type { Answer } from './api.ts';

/**
 * What the server answers to a look; undefined until it has, or where nobody asks: no path. Asked
 * again every so many ms.
 */
export function useAnswer<T>(path: string | undefined, everyMs?: number): Answer<T> | undefined {
  const { api } = useServices();
  const [told, setTold] = useState<{ readonly path: string; readonly answer: Answer<T> }>();
  useEffect(() => {
    if (path === undefined) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await api.look<T>(path);
      if (isOver) return;
      setTold({ path, answer });
      // Nobody looks at a page that is hidden.
      const isHidden = document.visibilityState === 'hidden';
      if (everyMs !== undefined) timer = setTimeout(ask, isHidden ? everyMs * 4 : everyMs);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [api, path, everyMs]);
  return told !== undefined && told.path === path ? told.answer : undefined;
}
