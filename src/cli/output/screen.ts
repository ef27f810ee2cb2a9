/** A part of the terminal that is drawn over and over; what stood there before comes back. */
export type Screen = {
  draw(lines: readonly string[]): void;
  leave(): void;
};

const ESC = '\u001b[';
/** The alternate screen, without a cursor. */
const ENTER = `${ESC}?1049h${ESC}?25l`;
const LEAVE = `${ESC}?25h${ESC}?1049l`;

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
function frameOf(lines: readonly string[], { columns, rows }: Terminal): string {
  const fits = lines.length <= rows;
  const shown = fits ? lines : [...lines.slice(0, rows - 1), `… ${lines.length - rows + 1} more`];
  const cut = shown.map((line) => `${[...line].slice(0, columns).join('')}${ESC}K`);
  return `${ESC}H${cut.join('\r\n')}${ESC}J`;
}
