import { ATTRIBUTE } from '@backplane/kernel';

const SGR_BITS: Readonly<Record<number, number>> = {
  1: ATTRIBUTE.bold,
  2: ATTRIBUTE.dim,
  4: ATTRIBUTE.underline,
  5: ATTRIBUTE.blink,
  7: ATTRIBUTE.reverse,
};

/** A small ANSI terminal for tests: what the output of the front end makes of a window. Unknown sequences throw. */
export class AnsiWindow {
  readonly columns: number;
  readonly rows: number;
  readonly characters: Int32Array;
  readonly attributes: Uint8Array;
  readonly modes = new Set<number>();
  column = 0;
  row = 0;
  cursorVisible = true;
  attribute = 0;
  bells = 0;
  /** Colours as SGR has them: 0xRRGGBB, or 0–255; −1 = the terminal's own. */
  readonly foreground: Int32Array;
  readonly background: Int32Array;
  colour: readonly [foreground: number, background: number] = [-1, -1];
  /** Strings (APC, DCS) with the place of the cursor at each. */
  readonly strings: { readonly text: string; readonly column: number; readonly row: number }[] = [];
  /** Questions to the terminal and modes of its keyboard, as they came. */
  readonly others: string[] = [];
  #saved: readonly [number, number] = [0, 0];
  /** Cells written, to judge the size of updates. */
  written = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.characters = new Int32Array(columns * rows).fill(0x20);
    this.attributes = new Uint8Array(columns * rows);
    this.foreground = new Int32Array(columns * rows).fill(-1);
    this.background = new Int32Array(columns * rows).fill(-1);
  }

  write(text: string): void {
    let rest = text;
    while (rest !== '') {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what this is about
      const other = /^(?:\x1b([P_])([^\x1b]*)\x1b\\|\x1b([78])|\x1b\[([>?<][\d]*u|c|1[46]t))/.exec(rest);
      if (other) {
        const [all, opener, text, cursor, question] = other;
        if (opener !== undefined) this.strings.push({ text: opener + text, column: this.column, row: this.row });
        else if (cursor === '7') this.#saved = [this.column, this.row];
        else if (cursor === '8') [this.column, this.row] = this.#saved;
        else this.others.push(question!);
        rest = rest.slice(all.length);
        continue;
      }
      // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
      const csi = /^\x1b\[([?]?)([\d;]*)([ ]?)([@-~])/.exec(rest);
      if (csi) {
        this.#csi(csi[1]!, csi[2]!, csi[3]! + csi[4]!);
        rest = rest.slice(csi[0].length);
        continue;
      }
      const character = String.fromCodePoint(rest.codePointAt(0)!);
      rest = rest.slice(character.length);
      if (character === '\r') this.column = 0;
      else if (character === '\n') this.row = Math.min(this.row + 1, this.rows - 1);
      else if (character === '\x07') this.bells++;
      else if (character < ' ') throw new Error(`control code ${JSON.stringify(character)}`);
      else this.#put(character.codePointAt(0)!);
    }
  }

  text(row: number): string {
    const cells = this.characters.subarray(row * this.columns, (row + 1) * this.columns);
    return String.fromCodePoint(...cells).trimEnd();
  }

  #put(code: number): void {
    this.characters[this.row * this.columns + this.column] = code;
    this.attributes[this.row * this.columns + this.column] = this.attribute;
    this.foreground[this.row * this.columns + this.column] = this.colour[0];
    this.background[this.row * this.columns + this.column] = this.colour[1];
    this.written++;
    this.column = Math.min(this.column + 1, this.columns - 1);
  }

  #csi(mark: string, parameters: string, final: string): void {
    const numbers = parameters === '' ? [] : parameters.split(';').map(Number);
    const first = numbers[0] ?? 0;
    if (mark === '?' && (final === 'h' || final === 'l')) {
      if (final === 'h') this.modes.add(first);
      else this.modes.delete(first);
      if (first === 25) this.cursorVisible = final === 'h';
    } else if (final === 'm') {
      const queue = numbers.length === 0 ? [0] : [...numbers];
      for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
        const [own, base] = n >= 40 && n < 50 ? [1, 40] : n >= 100 ? [1, 92] : n >= 90 ? [0, 82] : [0, 30];
        const colour = (code: number) => {
          this.colour = own === 1 ? [this.colour[0], code] : [code, this.colour[1]];
        };
        if (n === 0) {
          this.attribute = 0;
          this.colour = [-1, -1];
        } else if (n === 38 || n === 48) {
          const [kind = 0, a = 0] = queue.splice(0, 2);
          if (kind === 5) colour(a);
          else {
            const [g = 0, b = 0] = queue.splice(0, 2);
            colour((a << 16) | (g << 8) | b);
          }
        } else if (n === 39 || n === 49) colour(-1);
        else if (n >= 30) colour(n - base);
        else if (SGR_BITS[n]) this.attribute |= SGR_BITS[n];
        else throw new Error(`SGR ${n}`);
      }
    } else if (final === 'H') {
      this.row = Math.min((first || 1) - 1, this.rows - 1);
      this.column = Math.min((numbers[1] || 1) - 1, this.columns - 1);
    } else if (final === 'C') {
      this.column = Math.min(this.column + (first || 1), this.columns - 1);
    } else if (final === 'K' || (final === 'J' && first === 2)) {
      if (this.attribute !== 0 || this.colour[1] !== -1) throw new Error('erased with attributes');
      const start = final === 'J' ? 0 : this.row * this.columns + this.column;
      const end = final === 'J' ? this.characters.length : (this.row + 1) * this.columns;
      this.characters.fill(0x20, start, end);
      this.attributes.fill(0, start, end);
      this.foreground.fill(-1, start, end);
      this.background.fill(-1, start, end);
    } else if (final !== ' q') {
      throw new Error(`unknown sequence CSI ${mark}${parameters}${final}`);
    }
  }
}
