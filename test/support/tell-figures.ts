/** Figures of a long form, for whoever runs it; the short forms say nothing. */
export function tellFigures(figures: string): void {
  const isLong = Object.keys(process.env).some((name) => LONG_FORMS.has(name));
  if (isLong) process.stdout.write(`${figures}\n`);
}

const LONG_FORMS: ReadonlySet<string> = new Set([
  'POLYDESK_KILLS',
  'POLYDESK_REPLAY',
  'POLYDESK_REPLAY_MINUTES',
]);
