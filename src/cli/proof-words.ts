/** The last words of an end that was cut short. */
export const CUT_SHORT =
  'Cut short: it is NOT PROVEN that nothing is open. Run "polydesk kill" now, which proves it.';

/** Somebody waits for the proof, and must know meanwhile that there is none. */
const AGAIN_MS = 5_000;

/** Says every few seconds, until `proof` has come, that there is none yet. */
export async function whileUnproven<T>(
  proof: Promise<T>,
  note: (text: string) => void,
): Promise<T> {
  let waited = 0;
  const telling = setInterval(() => {
    waited += AGAIN_MS;
    note(`After ${waited / 1_000} s the venue has not said that nothing is open: NOT PROVEN yet.`);
  }, AGAIN_MS);
  try {
    return await proof;
  } finally {
    clearInterval(telling);
  }
}
