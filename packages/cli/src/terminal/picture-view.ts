import type { TextScreen } from '@backplane/kernel';
import type { ColourTable } from './colour.ts';
import type { Frame } from './frame.ts';
import type { GraphicsMode } from './graphics-mode.ts';
import { drawHalfBlocks } from './half-blocks.ts';
import type { TerminalReport } from './host-keys.ts';
import { KITTY_CLEAR, KITTY_QUERY, kittyPainter } from './kitty-graphics.ts';
import { type CellArea, type CellSize, fit, PictureBuffer, USUAL_CELL } from './picture.ts';
import { sixelPainter } from './sixel.ts';
import type { StripPainter } from './strips.ts';

/** Device attribute of terminals with sixels. */
const SIXEL_ATTRIBUTE = 4;

/** Asks for the size of a cell and of the window in pixels, and for the device's attributes. */
const QUERIES = '\x1b[16t\x1b[14t\x1b[c';

/** How pictures are drawn, once that is settled. */
type Method = 'kitty' | 'sixel' | 'half';

/** Shows the picture of a machine in a terminal, in the best way that it has or in the one that the user wants. */
export class PictureView {
  /** The picture to show. */
  readonly buffer = new PictureBuffer();
  /** What the user wants to see; `automatic` = text while the machine shows text, the picture otherwise. */
  #wish: 'automatic' | 'picture' | 'text';
  /** How the user wants pictures drawn. */
  readonly #forced: Method | null;
  #cell: CellSize | null = null;
  #window: { readonly width: number; readonly height: number } | null = null;
  #kitty = false;
  #sixel = false;
  #painter: StripPainter | null = null;
  /** The method, and the size of a cell, that the painter was made for. */
  #painterFor = '';

  /** @param mode what the user asked for; null: nothing */
  constructor(mode: GraphicsMode | null) {
    this.#wish = mode === null ? 'automatic' : mode === 'text' ? 'text' : 'picture';
    this.#forced = mode === 'kitty' || mode === 'sixel' || mode === 'half' ? mode : null;
  }

  /** What to send when the terminal is entered, so that it tells what it can do. */
  queries(env: Readonly<Record<string, string | undefined>>): string {
    // the consoles of kernels print what they do not know
    if (env.TERM === 'linux' || env.TERM === 'dumb' || this.#wish === 'text') return '';
    return `${KITTY_QUERY}${QUERIES}`;
  }

  /** Takes an answer of the terminal. Returns true if it changes how pictures are drawn. */
  report(report: TerminalReport): boolean {
    const before = this.method;
    if (report.what === 'graphics') this.#kitty = report.ok;
    else if (report.what === 'attributes') this.#sixel = report.numbers.includes(SIXEL_ATTRIBUTE);
    else if (report.what === 'cell') this.#cell = { width: report.width, height: report.height };
    else if (report.what === 'window') this.#window = { width: report.width, height: report.height };
    return this.method !== before || report.what === 'cell';
  }

  /** How pictures are drawn. */
  get method(): Method {
    if (this.#forced !== null) return this.#forced;
    if (this.#kitty) return 'kitty';
    return this.#sixel && (this.#cell !== null || this.#window !== null) ? 'sixel' : 'half';
  }

  /** Whether the picture is to be shown rather than the text. */
  wanted(screen: TextScreen): boolean {
    if (this.buffer.width === 0 || this.#wish === 'text') return false;
    return this.#wish === 'picture' || screen.showsText === false;
  }

  /** From text to the picture and back, by the user. */
  toggle(screen: TextScreen): void {
    if (!this.wanted(screen)) this.#wish = 'picture';
    else this.#wish = screen.showsText === false ? 'text' : 'automatic';
  }

  /** The cells that the picture covers in a window of that size. */
  area(columns: number, rows: number): CellArea {
    const shape = this.method === 'half' ? (this.#cell ?? USUAL_CELL) : this.#cellSize(columns, rows);
    return fit(this.buffer.aspect, columns, rows, shape);
  }

  #cellSize(columns: number, rows: number): CellSize {
    if (this.#cell !== null) return this.#cell;
    if (this.#window === null) return USUAL_CELL;
    return {
      width: Math.max(1, Math.floor(this.#window.width / columns)),
      height: Math.max(1, Math.floor(this.#window.height / (rows + 1))),
    };
  }

  /** Draws into a frame what can be drawn with characters. */
  draw(frame: Frame, area: CellArea, colours: ColourTable): void {
    if (this.method === 'half') drawHalfBlocks(frame, area, this.buffer, colours);
  }

  /** What is to be sent after the frame, for methods that draw over it. */
  overlay(area: CellArea, columns: number, rows: number): string {
    const { method } = this;
    if (method === 'half') return '';
    const cell = this.#cellSize(columns, rows);
    const wanted = `${method} ${cell.width} ${cell.height}`;
    if (this.#painter === null || wanted !== this.#painterFor) {
      this.#painter = method === 'kitty' ? kittyPainter() : sixelPainter(cell);
      this.#painterFor = wanted;
    }
    return this.#painter.update(this.buffer, area);
  }

  /** The window is cleared: what to send with that. */
  invalidate(): string {
    const drawn = this.#painter !== null && this.#painterFor.startsWith('kitty');
    this.#painter?.invalidate();
    return drawn ? KITTY_CLEAR : '';
  }
}
