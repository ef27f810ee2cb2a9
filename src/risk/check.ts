import type { Account } from '../domain/account.ts';
import type { SubmitOrder } from '../domain/command.ts';
import type { Refusal } from '../domain/result.ts';
import type { View } from '../ports/view.ts';

/** One limit: undefined lets the order pass, a refusal says why not and what was compared. */
export type Check = (command: SubmitOrder, view: View, account: Account) => Refusal | undefined;
