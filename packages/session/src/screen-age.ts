import type { TextPlace, TextScreen } from '@backplane/kernel';

/**
 * Knows which cells of a screen have been written since a mark. Text that only moved up, because the screen scrolled, stays
 * old, also while a slow machine is still moving it. `follow` is to be called often enough that text is seen on its way.
 */
export class ScreenAge {
  readonly #screen: TextScreen;
  /** The screen as it was last seen. */
  #seen: Int32Array | null = null;
  #columns = 0;
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
      this.#age(seen, characters, columns);
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
  }

  #age(seen: Int32Array, now: Int32Array, columns: number): void {
    const old = this.#old;
    const next = new Uint8Array(old.length);
    // by how many cells the rows above have moved
    let shift = columns;
    for (let row = 0; row < now.length; row += columns) {
      const from = this.#rowBefore(seen, now, row);
      if (from >= 0) {
        next.set(old.subarray(from, from + columns), row);
        if (from > row) shift = from - row;
        continue;
      }
      // a row that is partly moved, or written in
      for (let cell = row; cell < row + columns; cell++) {
        const below = cell + shift;
        if (now[cell] === seen[cell]) next[cell] = old[cell]!;
        else if (below < now.length && now[cell] === seen[below]) next[cell] = old[below]!;
      }
    }
    this.#old = next;
  }

  /** Where the row was the last time: at its place, or the nearest below it; −1 if nowhere. Blank rows have not moved. */
  #rowBefore(seen: Int32Array, now: Int32Array, row: number): number {
    const columns = this.#columns;
    let from = row;
    for (; from < seen.length; from += columns) {
      let cell = 0;
      while (cell < columns && now[row + cell] === seen[from + cell]) cell++;
      if (cell === columns) break;
    }
    if (from === row || from >= seen.length) return from === row ? row : -1;
    for (let cell = row; cell < row + columns; cell++) if (now[cell]! > 0x20) return from;
    return -1;
  }
}
