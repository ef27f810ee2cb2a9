/** What to do when a key cannot be opened or used, by the code of the refusal. */
export const KEY_REMEDIES: Readonly<Record<string, string>> = {
  no_key_file: 'Run "polydesk keys add" first.',
  open_permissions: 'Close it, and use another wallet if somebody may have read it.',
  no_api_key: 'Run "polydesk keys derive" first.',
  wrong_passphrase: 'Type it again, or look at POLYDESK_PASSPHRASE.',
  unreachable: 'Is the exchange running? Check the connection with "polydesk doctor".',
};

/** Undefined for what needs no remedy, or where the refusal says it all. */
export function keyRemedy(
  outcome: { readonly ok: true } | { readonly ok: false; readonly code: string },
): string | undefined {
  return outcome.ok ? undefined : KEY_REMEDIES[outcome.code];
}
