import type { Played } from './played-command.ts';

/** What Node says as it ends for want of memory, and how the system ends a process then. */
const NO_MEMORY = /heap out of memory|Array buffer allocation failed|ENOMEM/;
const ENDED_FOR_MEMORY = 'SIGKILL';

/**
 * Why a command of ours came to nothing, and what to do next. Whatever it said itself ends with
 * that; where it could say nothing, this does.
 */
export function failureInWords({ code, signal, said }: Played): string {
  if (NO_MEMORY.test(said) || signal === ENDED_FOR_MEMORY) {
    return `error: it needed more memory than there is.\n${SMALLER}`;
  }
  if (signal !== null) return `error: it was ended from outside (${signal}).\nAsk for it again.`;
  if (code === null) return `error: it could not be begun: ${said}\n${LOOK}`;
  if (said === '') return `error: it ended with ${code}, and said nothing.\n${LOOK}`;
  return said;
}

const SMALLER = 'Choose fewer markets, a shorter time or fewer values, and ask for it again.';
const LOOK = 'Ask for it again; where that fails as well, "polydesk doctor" says what is missing.';
