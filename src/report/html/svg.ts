import { html, type Markup, type Piece } from './markup.ts';

/** Positions are pixels, or percent text where they follow the width of the screen. */
type Length = number | string;

export type Box = {
  readonly x: Length;
  readonly y: number;
  readonly width: Length;
  readonly height: number;
};

export function rect({ x, y, width, height }: Box, style: string, title = ''): Markup {
  return html`<rect x="${x}" y="${y}" width="${width}" height="${height}" class="${style}">${
    title === '' ? undefined : html`<title>${title}</title>`
  }</rect>`;
}

/** From one side of the drawing to the other. */
export function level(y: number, style: string): Markup {
  return line('0', '100%', y, y, style);
}

export function upright(x: Length, y1: number, y2: number, style: string): Markup {
  return line(x, x, y1, y2, style);
}

export function line(x1: Length, x2: Length, y1: number, y2: number, style: string): Markup {
  return html`<line x1="${x1}" x2="${x2}" y1="${y1}" y2="${y2}" class="${style}"/>`;
}

export function dot(x: Length, y: number, radius: number, style = 'point'): Markup {
  return html`<circle cx="${x}" cy="${y}" r="${radius}" class="${style}"/>`;
}

/** `anchor` is start, mid or end: which part of the text stands at x. */
export function label(x: Length, y: number, anchor: string, text: Piece): Markup {
  return html`<text x="${x}" y="${y}" class="${anchor}">${text}</text>`;
}

/** A drawing as wide as the room there is. */
export function plot(height: number, content: Piece, style = 'plot'): Markup {
  return html`<svg class="${style}" height="${height}">${content}</svg>`;
}

/** Labels of an upright axis, beside a plot of the same height. */
export function axis(width: number, height: number, labels: readonly Markup[]): Markup {
  return html`<svg class="axis" width="${width}" height="${height}">${labels}</svg>`;
}

/** An axis and its plot, described for those who cannot see it. */
export function figure(caption: string, parts: readonly Markup[]): Markup {
  return html`<div class="bars" role="img" aria-label="${caption}">${parts}</div>`;
}
