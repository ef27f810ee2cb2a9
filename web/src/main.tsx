import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/tables.css';
import './styles/pages.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { loadPreferences } from './app/preferences.ts';
import { tokenIn } from './app/route.ts';
import { browserServices, ServicesContext } from './app/services.ts';
import { StoreContext } from './live/use-desk.ts';

loadPreferences();
const services = browserServices();

/** Signs in by the token of an address, if it has one. */
function takeToken(): boolean {
  const token = tokenIn(window.location.hash);
  if (token === undefined) return false;
  // It is neither left in the address nor in the history.
  window.history.replaceState(null, '', window.location.pathname);
  void services.session.signIn(token);
  return true;
}

if (!takeToken()) void services.session.ask();
// Before any page hears of it: none is shown what it is.
window.addEventListener('hashchange', takeToken);
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the dashboard');
createRoot(root).render(
  <ServicesContext value={services}>
    <StoreContext value={services.store}>
      <App />
    </StoreContext>
  </ServicesContext>,
);
