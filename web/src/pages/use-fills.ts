import { useEffect, useState } from 'react';
import type { NewsRow } from '../../../src/screen/desk-document.ts';
import type { PastFill } from '../../../src/server/dashboard/history.ts';
import { useServices } from '../app/services.ts';
import { pastPath, withPastFills } from '../format/past-news.ts';
import { allPages } from '../live/all-pages.ts';
import { useDesk, useNews } from '../live/use-desk.ts';

/** So many are given at once. */
const MOST = 500;
/** More marks than points of a path say nothing more. */
const PAGES_MOST = 10;

type Fills = {
  /** Oldest first. */
  readonly fills: readonly NewsRow[];
  /** There are earlier ones. */
  readonly isCut: boolean;
};

/**
 * Our fills of the run in a market: of the desk the newest, before them those of the archive.
 */
export function useFills(slug: string): Fills {
  const { api } = useServices();
  const news = useNews();
  const run = useDesk()?.name;
  const [past, setPast] = useState<{ rows: readonly PastFill[]; isCut: boolean }>(NONE);
  useEffect(() => {
    if (run === undefined) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const path = pastPath('fills', run, { market: slug, most: MOST });
    const ask = async () => {
      const told = await allPages<PastFill>(api, path, PAGES_MOST);
      if (isOver) return;
      if (told !== undefined) setPast(told);
      timer = setTimeout(ask, EVERY_MS);
    };
    setPast(NONE);
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [api, run, slug]);
  const own = news.filter(({ kind, market }) => kind === 'fill' && market === slug);
  return { fills: withPastFills(own, past.rows, news[0]?.at), isCut: past.isCut };
}

const NONE = { rows: [], isCut: false };
const EVERY_MS = 30_000;
