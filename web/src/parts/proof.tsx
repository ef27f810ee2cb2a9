import type { KillProof } from '../app/kill-proof.ts';
import { When } from './when.tsx';

/** What a kill has proven, or that it has not. */
export function Proof({ proof: { isProven, text, at } }: { readonly proof: KillProof }) {
  return (
    <p className={isProven ? 'proof' : 'proof none'} role="status">
      {text}
      {at !== null && (
        <>
          {' '}
          at <When at={at} />
        </>
      )}
    </p>
  );
}
