import { useEffect } from 'react';
import { useServices, useSession } from './services.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';

/** The sign-in, or the pages behind it. */
export function App() {
  const { link } = useServices();
  const { state } = useSession();
  const isIn = state === 'in';
  useEffect(() => {
    if (!isIn) return;
    link.start();
    return () => link.stop();
  }, [isIn, link]);
  return isIn ? <Shell /> : <SignIn />;
}
