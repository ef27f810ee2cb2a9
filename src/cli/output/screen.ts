/** A part of the terminal that is drawn over and over; what stood there before comes back. */
export type Screen = {
  draw(lines: readonly string[]): void;
  leave(): void;
};

const ESC = '\u001b[';
/** The alternate screen, without a cursor. */
const ENTER = `${ESC}?1049h${ESC}?25l`;
const LEAVE = `${ESC}?25h${ESC}?1049l`;

/** Of a terminal that says 0, as one behind a serial line or a plain pty does. */
const [COLUMNS, ROWS] = [80, 24] as const;

type Terminal = {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
};

export function openScreen(terminal: Terminal): Screen {
  terminal.write(ENTER);
  return {
    draw: (lines) => void terminal.write(frameOf(lines, terminal)),
    leave: () => void terminal.write(LEAVE),
  };
}

/** From the top left, over what was there: no flicker. What does not fit is left out, and told. */
function frameOf(lines: readonly string[], terminal: Terminal): string {
  const columns = terminal.columns > 0 ? terminal.columns : COLUMNS;
  const rows = terminal.rows > 0 ? terminal.rows : ROWS;
  const fits = lines.length <= rows;
  const shown = fits ? lines : [...lines.slice(0, rows - 1), `… ${lines.length - rows + 1} more`];
  const cut = shown.map((line) => `${[...line].slice(0, columns).join('')}${ESC}K`);
  return `${ESC}H${cut.join('\r\n')}${ESC}J`;
}
