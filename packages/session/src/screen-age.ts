import type { TextPlace, TextScreen } from '@backplane/kernel';

/**
 * Knows which cells of a screen have been written since a mark. Text that only moved, because lines above or below it went
 * from the screen, stays old. `follow` is to be called often enough that text which scrolls is seen on its way.
 */
export class ScreenAge {
  readonly #screen: TextScreen;
  /** The screen as it was last seen. */
  #seen: Int32Array | null = null;
  #columns = 0;
  #cursorRow = 0;
  /** 1 for every cell that has been there since the mark. */
  #old = new Uint8Array(0);

  constructor(screen: TextScreen) {
    this.#screen = screen;
  }

  /** What is on the screen now is old. */
  mark(): void {
    this.#look();
    this.#old = new Uint8Array(this.#seen!.length).fill(1);
  }

  /** Compares the screen with the last time. */
  follow(): void {
    const seen = this.#seen;
    if (seen === null) return;
    const { characters, columns } = this.#screen;
    if (characters.length !== seen.length || columns !== this.#columns) {
      this.#old = new Uint8Array(characters.length);
    } else {
      this.#age(seen, characters, this.#scrolled(seen, characters) * columns);
    }
    this.#look();
  }

  /** True if a part of that text has been written since the mark. */
  isNew(place: TextPlace): boolean {
    if (this.#seen === null) return true;
    const start = place.row * this.#columns + place.column;
    for (let cell = start; cell < start + place.length; cell++) if (this.#old[cell] === 0) return true;
    return false;
  }

  #look(): void {
    const s = this.#screen;
    this.#seen = s.characters.slice();
    this.#columns = s.columns;
    this.#cursorRow = s.cursorRow;
  }

  /** Cells that hold what they held, `shift` cells further on, keep their age; all others are new. */
  #age(seen: Int32Array, now: Int32Array, shift: number): void {
    const old = this.#old;
    const next = new Uint8Array(old.length);
    for (let cell = 0; cell < next.length; cell++) {
      const before = cell + shift < next.length ? cell + shift : -1;
      if (before >= 0 && now[cell] === seen[before]) next[cell] = old[before]!;
      // what was not moved along (a status line, a window's frame) is where it was
      else if (shift > 0 && now[cell] === seen[cell]) next[cell] = old[cell]!;
    }
    this.#old = next;
  }

  /** By how many rows the lines above the cursor have gone up; 0 if they stayed, or it cannot be told. */
  #scrolled(seen: Int32Array, now: Int32Array): number {
    const rows = this.#cursorRow;
    const columns = this.#columns;
    for (let by = 0; by < rows; by++) {
      let written = false;
      let same = true;
      for (let cell = by * columns; same && cell < rows * columns; cell++) {
        same = seen[cell] === now[cell - by * columns];
        if (seen[cell]! > 0x20) written = true;
      }
      if (same && written) return by;
    }
    return 0;
  }
}
