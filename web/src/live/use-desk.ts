import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import type { DeskDocument, DeskRow, NewsRow } from '../../../src/screen/desk-document.ts';
import type { MarketDocument } from '../../../src/screen/market-document.ts';
import type { StrategyDocument } from '../../../src/screen/strategy-document.ts';
import { DeskStore, type LinkState, type TableName, type Topic } from './desk-store.ts';

/** The store that the pages below read. */
export const StoreContext = createContext(new DeskStore());

function useStore(): DeskStore {
  return useContext(StoreContext);
}

/** A value of the store, read anew when one of the topics is told. It must be the same if equal. */
function useTold<T>(topics: readonly Topic[], read: (store: DeskStore) => T): T {
  const store = useStore();
  const joined = topics.join('\n');
  const subscribe = useCallback(
    (listener: () => void) => store.listen(joined.split('\n') as Topic[], listener),
    [store, joined],
  );
  const snapshot = () => read(store);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** The desk's own row; undefined until the document is there. */
export function useDesk(): DeskRow | undefined {
  return useTold(['desk'], ({ document }) => document?.desk);
}

/** One row; undefined: it is not there. */
export function useRow<T extends TableName>(
  table: T,
  key: string,
): DeskDocument[T][string] | undefined {
  return useTold([`${table}/${key}`], ({ document }) => {
    const rows = document?.[table];
    return rows !== undefined && Object.hasOwn(rows, key)
      ? (rows[key] as DeskDocument[T][string])
      : undefined;
  });
}

const NO_ROWS = {};

/** A whole table: for what looks at all of its rows. */
export function useTable<T extends TableName>(table: T): DeskDocument[T] {
  return useTold([table], ({ document }) => document?.[table] ?? (NO_ROWS as DeskDocument[T]));
}

const NO_NEWS: readonly NewsRow[] = [];

export function useNews(): readonly NewsRow[] {
  return useTold(['news'], ({ document }) => document?.news ?? NO_NEWS);
}

export function useLink(): LinkState {
  return useTold(['link'], ({ link }) => link);
}

/** The market that is looked at closely, if it is this one. */
export function useMarketDocument(slug: string): MarketDocument | undefined {
  return useTold(['market'], ({ market }) => (market?.market === slug ? market : undefined));
}

/** What the strategy that is looked at closely thinks, if it is this one. */
export function useStrategyDocument(name: string): StrategyDocument | undefined {
  return useTold(['strategy'], ({ strategy }) =>
    strategy?.strategy === name ? strategy : undefined,
  );
}

/**
 * Something worked out of the document. What it gives is kept while it stays equal in JSON, so
 * that a page is not drawn anew for a change that it does not show. For small values.
 */
export function useSelected<T>(
  topics: readonly Topic[],
  select: (document: DeskDocument) => T,
): T | undefined {
  const last = useRef<{ readonly text: string; readonly value: T }>(undefined);
  return useTold(topics, ({ document }) => {
    if (document === undefined) return undefined;
    const value = select(document);
    const text = JSON.stringify(value);
    if (last.current?.text !== text) last.current = { text, value };
    return last.current.value;
  });
}

/** The desk's time, whole seconds in µs: so what shows it moves once a second. */
export function useDeskSecond(): number | undefined {
  return useTold(['desk'], ({ document, now }) =>
    document === undefined ? undefined : Math.floor(now / 1_000_000) * 1_000_000,
  );
}
