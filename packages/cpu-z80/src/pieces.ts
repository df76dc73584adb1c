import { SLOW } from '@backplane/kernel';

const PAGES = 256;
/** Longest instruction in bytes. */
const LONGEST = 4;
/** Memory maps remembered. */
const KEPT = 16;

/** Where the contiguous pieces of one view begin and end, page by page. */
interface Pieces {
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/**
 * Contiguous pieces of memory. Pages whose bases are equal lie side by side in the arena, so within a piece the bytes of
 * an instruction need no lookups of their own. Views do not change once they are built, so they are scanned once.
 */
export class MemoryPieces {
  /** First address of the piece found last. */
  low = 0;
  /** Last address of it at which an instruction is sure to end inside. */
  high = 0;
  readonly #known = new Map<Int32Array, Pieces>();
  #readBase: Int32Array | null = null;
  #pieces: Pieces = { first: new Uint8Array(0), last: new Uint8Array(0) };

  /** Looks up the piece with `page` of the view `readBase`; the page is plain memory. */
  find(readBase: Int32Array, page: number): void {
    if (readBase !== this.#readBase) {
      let pieces = this.#known.get(readBase);
      if (pieces === undefined) {
        if (this.#known.size >= KEPT) this.#known.clear();
        pieces = scan(readBase);
        this.#known.set(readBase, pieces);
      }
      this.#pieces = pieces;
      this.#readBase = readBase;
    }
    this.low = this.#pieces.first[page]! << 8;
    this.high = (this.#pieces.last[page]! << 8) + 0xff - LONGEST;
  }
}

function scan(readBase: Int32Array): Pieces {
  const first = new Uint8Array(PAGES);
  const last = new Uint8Array(PAGES);
  for (let page = 0; page < PAGES; ) {
    let end = page;
    while (end + 1 < PAGES && readBase[page] !== SLOW && readBase[end + 1] === readBase[page]) end++;
    first.fill(page, page, end + 1);
    last.fill(end, page, end + 1);
    page = end + 1;
  }
  return { first, last };
}
