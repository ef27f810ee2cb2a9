import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Says a last word when the command is stopped from outside, then ends with the exit code that
 * shells expect of the signal. Returns how to stop listening.
 */
export function interruptible(lastWord: () => void): () => void {
  const listeners = SIGNALS.map((signal) => {
    const leave = () => {
      lastWord();
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, leave);
    return () => process.off(signal, leave);
  });
  return () => {
    for (const release of listeners) release();
  };
}
