/*
 * Colours in a terminal
 *
 * SGR (ECMA-48, ITU T.416, XTerm Control Sequences): 38;2;R;G;B any colour, 38;5;N one of 256 (0–15 the terminal's own,
 * 16–231 a cube of 6 × 6 × 6, 232–255 greys), 30–37 and 90–97 the terminal's own 16; 48, 40 and 100 for the background.
 */

/** How many colours a terminal has. */
export type ColourDepth = 'true' | '256' | '16' | 'none';

/** The terminal's own colour. */
export const DEFAULT_COLOUR = -1;

/** What the environment tells about the terminal's colours. */
export function colourDepth(env: Readonly<Record<string, string | undefined>>): ColourDepth {
  const term = env.TERM ?? '';
  if (term === 'dumb' || (env.NO_COLOR ?? '') !== '') return 'none';
  if (/^(?:truecolor|24bit)$/i.test(env.COLORTERM ?? '') || /-direct$/.test(term)) return 'true';
  if (/kitty|ghostty|alacritty|wezterm|foot/.test(term) || env.WT_SESSION !== undefined) return 'true';
  if (/256color/.test(term)) return '256';
  return '16';
}

const LEVELS = [0, 95, 135, 175, 215, 255];

/** The 16 colours as most terminals show them (XTerm's defaults). */
const SIXTEEN = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
  0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];

/** Distance of two colours for the eye: the "redmean" approximation (T. Riemersma, Colour metric). */
function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 0xff) - ((b >> 8) & 0xff);
  const blue = (a & 0xff) - (b & 0xff);
  const mean = ((a >> 16) + (b >> 16)) / 2;
  return (2 + mean / 256) * red * red + 4 * green * green + (2 + (255 - mean) / 256) * blue * blue;
}

function nearestLevel(value: number): number {
  let best = 0;
  for (let i = 1; i < LEVELS.length; i++) {
    if (Math.abs(LEVELS[i]! - value) < Math.abs(LEVELS[best]! - value)) best = i;
  }
  return best;
}

function nearest256(rgb: number): number {
  const [r, g, b] = [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff].map(nearestLevel) as [number, number, number];
  const cube = (LEVELS[r]! << 16) | (LEVELS[g]! << 8) | LEVELS[b]!;
  const level = Math.min(
    23,
    Math.max(0, Math.round(((rgb >> 16) + ((rgb >> 8) & 0xff) + (rgb & 0xff)) / 3 / 10 - 0.8)),
  );
  const grey = (8 + 10 * level) * 0x010101;
  return distance(rgb, grey) < distance(rgb, cube) ? 232 + level : 16 + 36 * r + 6 * g + b;
}

/** Luminance and colour differences (ITU-R BT.601), the latter times `vivid`. */
function components(rgb: number, vivid: number): readonly [number, number, number] {
  const [r, g, b] = [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
  const y = 0.299 * r + 0.587 * g + 0.114 * b;
  return [y, 0.564 * (b - y) * vivid, 0.713 * (r - y) * vivid];
}

/**
 * The nearest of the 16. They are far more vivid than the colours of most old computers, and a dark blue on a dark grey
 * that both became grey could not be read: so hue counts for more than saturation.
 */
function nearest16(rgb: number): number {
  const wanted = components(rgb, 2);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, own] of SIXTEEN.entries()) {
    const d = components(own, 1).reduce((sum, x, n) => sum + (x - wanted[n]!) ** 2, 0);
    if (d < least) {
      least = d;
      best = i;
    }
  }
  return best;
}

/** Turns 0xRRGGBB into what a terminal of that depth has: the colour itself, a number of 0–255 or 0–15, or its own. */
export class ColourTable {
  readonly depth: ColourDepth;
  readonly #known = new Map<number, number>();

  constructor(depth: ColourDepth) {
    this.depth = depth;
  }

  code(rgb: number): number {
    if (this.depth === 'true') return rgb;
    if (this.depth === 'none') return DEFAULT_COLOUR;
    let code = this.#known.get(rgb);
    if (code === undefined) {
      code = this.depth === '256' ? nearest256(rgb) : nearest16(rgb);
      // half blocks mix colours: forget them all before they become too many
      if (this.#known.size > 65_536) this.#known.clear();
      this.#known.set(rgb, code);
    }
    return code;
  }
}

/** SGR parameters that select a colour. */
export function colourParameters(code: number, depth: ColourDepth, background: boolean): string {
  if (code === DEFAULT_COLOUR) return background ? '49' : '39';
  const base = background ? 10 : 0;
  if (depth === 'true') return `${38 + base};2;${(code >> 16) & 0xff};${(code >> 8) & 0xff};${code & 0xff}`;
  if (depth === '256') return `${38 + base};5;${code}`;
  return String(code < 8 ? 30 + base + code : 82 + base + code);
}
