import { type FormEvent, useId } from 'react';
import { useServices, useSession } from './services.ts';

/** Asks for the access token, and says where it stands. */
export function SignIn() {
  const { session } = useServices();
  const { state, fault } = useSession();
  const id = useId();
  if (state === 'asking') return <p className="empty">Opening the dashboard …</p>;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get('token');
    if (typeof token === 'string') void session.signIn(token.trim());
  };
  return (
    <main>
      <form className="sign-in" onSubmit={submit}>
        <h1>Polydesk</h1>
        <p className="muted">
          Paste the access token. The desk printed it as it started, as a part of the address that
          it opened: <code>#token=…</code>
        </p>
        <div className="field">
          <label htmlFor={id}>Access token</label>
          <input
            id={id}
            name="token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            required
            // biome-ignore lint/a11y/noAutofocus: there is nothing else to do on this page.
            autoFocus
          />
        </div>
        {fault !== undefined && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="strong">
          Sign in
        </button>
      </form>
    </main>
  );
}
