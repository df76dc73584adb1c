import { findText, type TextScreen } from '@backplane/kernel';
import { ScreenAge } from './screen-age.ts';

/** Characters of the stream that are kept. */
const MOST = 1 << 16;

/**
 * Tells whether a text has appeared since a mark: in the stream of characters, where it cannot be missed however fast it
 * scrolls by, or on the screen, where programs that move the cursor put it together from pieces. What stood on the screen
 * at the mark does not count, there or where it has scrolled to since; the same text written anew does, as a prompt is.
 */
export class TextWatch {
  readonly #screen: TextScreen | null;
  readonly #age: ScreenAge | null;
  #stream = '';
  #checkedRevision = -1;
  #checkedStream = -1;

  constructor(screen: TextScreen | null) {
    this.#screen = screen;
    this.#age = screen === null ? null : new ScreenAge(screen);
  }

  /** A byte that the machine printed. */
  receive(byte: number): void {
    const code = byte & 0x7f;
    if (code === 0x0d || code === 0x00 || code === 0x07) return;
    // other control codes separate: what stands on both sides of a cursor movement is no text
    this.#stream += code >= 0x20 || code === 0x0a ? String.fromCharCode(code) : '\0';
    if (this.#stream.length > MOST) this.#stream = this.#stream.slice(-MOST / 2);
    this.#checkedStream = -1;
  }

  /** From now on only what is new counts. */
  mark(): void {
    this.#stream = '';
    this.#age?.mark();
    this.forget();
  }

  /** Checks everything again, as another text is looked for. */
  forget(): void {
    this.#checkedRevision = -1;
    this.#checkedStream = -1;
  }

  /** True if the text has appeared; a match in the stream is used up, so that the same text can be waited for again. */
  find(what: string | RegExp): boolean {
    if (this.#stream.length !== this.#checkedStream) {
      this.#checkedStream = this.#stream.length;
      const end = endOfMatch(this.#stream, what);
      if (end >= 0) {
        this.#stream = this.#stream.slice(end);
        this.forget();
        return true;
      }
    }
    const screen = this.#screen;
    if (screen === null || screen.revision === this.#checkedRevision) return false;
    this.#checkedRevision = screen.revision;
    const age = this.#age!;
    age.follow();
    return findText(screen, what, (place) => age.isNew(place)) !== null;
  }
}

function endOfMatch(text: string, what: string | RegExp): number {
  if (typeof what === 'string') {
    const at = text.indexOf(what);
    return at < 0 ? -1 : at + what.length;
  }
  const match = new RegExp(what.source, what.flags.replace(/[gy]/g, '')).exec(text);
  return match === null ? -1 : match.index + match[0].length;
}
