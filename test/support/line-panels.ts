// Small line drawings beside each other, as one SVG file that stands by itself in a README.
import { html, type Markup } from '../../src/report/html/markup.ts';
import { ticks } from '../../src/report/html/scale.ts';

export type Panel = {
  readonly title: string;
  /** What lies to the right, with its unit. */
  readonly across: string;
  readonly isLog: boolean;
  readonly xs: readonly number[];
  /** Each as long as `xs`. */
  readonly lines: readonly { readonly ys: readonly number[]; readonly color: string }[];
  /** Values that the upright axis has to have room for. */
  readonly reach: readonly number[];
};

const COLUMNS = 3;
const [WIDTH, HEIGHT] = [240, 190];
/** The frame of a drawing within its panel. */
const FRAME = { left: 44, right: 218, top: 30, bottom: 148 };

/** One SVG of all panels, three a row. */
export function drawPanels(caption: string, panels: readonly Panel[]): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const [width, height] = [WIDTH * COLUMNS, HEIGHT * rows];
  const drawn = panels.map((panel, i) => {
    const [x, y] = [(i % COLUMNS) * WIDTH, Math.floor(i / COLUMNS) * HEIGHT];
    return html`<g transform="translate(${x} ${y})">
${drawPanel(panel)}</g>
`;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${
    width
  }" height="${height}" font-family="sans-serif" font-size="10" fill="#333">
<title>${caption}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${drawn}</svg>
`.text;
}

function drawPanel({ title, across, isLog, xs, lines, reach }: Panel): Markup {
  const values = [...lines.flatMap(({ ys }) => ys), ...reach];
  const upright = ticks(Math.min(...values), Math.max(...values), 5);
  const [low, high] = spanOf(upright, values);
  const place = isLog ? Math.log : (x: number) => x;
  const [first, last] = [place(xs[0] as number), place(xs.at(-1) as number)];
  const xOf = (x: number) =>
    FRAME.left + ((place(x) - first) / (last - first)) * (FRAME.right - FRAME.left);
  const yOf = (y: number) => FRAME.bottom - ((y - low) / (high - low)) * (FRAME.bottom - FRAME.top);
  const middle = (FRAME.left + FRAME.right) / 2;
  const sideways = isLog ? [xs[0], xs[(xs.length - 1) / 2], xs.at(-1)] : ticks(first, last, 6);
  const grids = upright.map((y) => grid(yOf(y), String(y)));
  const marks = (sideways as number[]).map((x) => mark(xOf(x), short(x)));
  const curves = lines.map(({ ys, color }) => curve(ys, color, (i) => xOf(xs[i] as number), yOf));
  return html`<text x="${middle}" y="18" text-anchor="middle" font-weight="bold">${title}</text>
${grids}${marks}<text x="${middle}" y="${FRAME.bottom + 30}" text-anchor="middle">${across}</text>
${curves}`;
}

/** From the first tick to the last, and further where a value lies beyond. */
function spanOf(marks: readonly number[], values: readonly number[]): [number, number] {
  const low = Math.min(...marks, ...values);
  const high = Math.max(...marks, ...values);
  return high > low ? [low, high] : [low - 1, high + 1];
}

function grid(y: number, text: string): Markup {
  return html`<path d="M${FRAME.left} ${point(y)}H${FRAME.right}" stroke="#ddd"/><text x="${
    FRAME.left - 4
  }" y="${point(y + 3)}" text-anchor="end">${text}</text>
`;
}

function mark(x: number, text: string): Markup {
  return html`<text x="${point(x)}" y="${FRAME.bottom + 14}" text-anchor="middle">${text}</text>
`;
}

function curve(
  ys: readonly number[],
  color: string,
  xOf: (i: number) => number,
  yOf: (y: number) => number,
): Markup {
  const points = ys.map((y, i) => `${point(xOf(i))} ${point(yOf(y))}`);
  return html`<path d="M${points.join('L')}" fill="none" stroke="${color}" stroke-width="1.5"/>
`;
}

/** A tenth of a pixel: what differs from machine to machine in the last digit is not drawn. */
function point(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
