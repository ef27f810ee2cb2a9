import { createContext, useContext, useSyncExternalStore } from 'react';
import { Api } from '../live/api.ts';
import { DeskLink } from '../live/desk-link.ts';
import { DeskStore } from '../live/desk-store.ts';
import { KeptEquity } from '../live/kept-equity.ts';
import { Session, type SessionState } from '../live/session.ts';

/** What the pages ask: one of each for a tab. */
export type Services = {
  readonly api: Api;
  readonly session: Session;
  readonly store: DeskStore;
  readonly link: DeskLink;
  readonly equity: KeptEquity;
};

/** Those of a browser. */
export function browserServices(): Services {
  const api = new Api((path, init) => fetch(path, init));
  const session = new Session(api);
  const store = new DeskStore();
  const equity = new KeptEquity();
  equity.follow(store);
  const base = window.location.origin.replace(/^http/, 'ws');
  const link = new DeskLink({
    store,
    open: (path, { opened, told, closed }) => {
      const socket = new WebSocket(`${base}${path}`);
      socket.onopen = opened;
      socket.onmessage = ({ data }) => told(String(data));
      socket.onclose = closed;
      return socket;
    },
    onLost: () => void session.ask(),
    now: () => Date.now() * 1_000,
  });
  return { api, session, store, link, equity };
}

export const ServicesContext = createContext<Services | undefined>(undefined);

/** @throws where nobody has provided them. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('these pages are drawn without their services');
  return services;
}

export function useSession(): SessionState {
  const { session } = useServices();
  return useSyncExternalStore(
    session.listen,
    () => session.state,
    () => session.state,
  );
}
