/** A line, and how all of it looks. */
export type Styled = { readonly text: string; readonly style?: keyof typeof STYLES };

/** A part of the terminal that is drawn over and over; what stood there before comes back. */
export type Screen = {
  draw(lines: readonly (string | Styled)[]): void;
  leave(): void;
};

const ESC = '\u001b[';
/** The alternate screen, without a cursor. */
const ENTER = `${ESC}?1049h${ESC}?25l`;
const LEAVE = `${ESC}?25h${ESC}?1049l`;
const PLAIN = `${ESC}0m`;
const STYLES = {
  bold: `${ESC}1m`,
  dim: `${ESC}2m`,
  title: `${ESC}7m`,
  /** Where real money is. */
  alarm: `${ESC}1;37;41m`,
  bad: `${ESC}31m`,
} as const;

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

/** How many lines of how many signs fit. */
export function sizeOf({ columns, rows }: Pick<Terminal, 'columns' | 'rows'>) {
  return { columns: columns > 0 ? columns : COLUMNS, rows: rows > 0 ? rows : ROWS };
}

/** From the top left, over what was there: no flicker. What does not fit is left out, and told. */
function frameOf(lines: readonly (string | Styled)[], terminal: Terminal): string {
  const { columns, rows } = sizeOf(terminal);
  const fits = lines.length <= rows;
  const shown = fits ? lines : [...lines.slice(0, rows - 1), `… ${lines.length - rows + 1} more`];
  const cut = shown.map((line) => `${styled(line, columns)}${ESC}K`);
  return `${ESC}H${cut.join('\r\n')}${ESC}J`;
}

function styled(line: string | Styled, columns: number): string {
  const { text, style } = typeof line === 'string' ? { text: line } : line;
  const cut = [...text].slice(0, columns).join('');
  return style === undefined ? cut : `${STYLES[style]}${cut}${PLAIN}`;
}
