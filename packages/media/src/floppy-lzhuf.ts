/**
 * LZSS with adaptive Huffman coding, as the "advanced" compression of Teledisk uses it.
 *
 * A symbol below 256 is a byte; the others say how many bytes are repeated from what came before, 3 to 60. How far back
 * is told by 12 bits, of which the upper six have a prefix code of fixed lengths. Symbols have Huffman codes that adapt:
 * both sides count each symbol and keep the nodes of the code tree in the order of their counts. When the count of the
 * root reaches 8000h, all counts are halved and the tree is built anew.
 *
 * Sources: H. Okumura, "Data compression algorithms of LARC and LHarc" (the scheme); D. Dunfield, TD0NOTES.TXT, chapter 2
 * (that the ring buffer is preset to spaces).
 */

/** Bytes that a repetition can reach back. */
const WINDOW = 4096;
/** Longest repetition, and the longest that does not pay. */
const LONGEST = 60;
const THRESHOLD = 2;
/** Bytes, and the lengths of repetitions. */
export const LZHUF_SYMBOLS = 256 + LONGEST - THRESHOLD;
const NODES = 2 * LZHUF_SYMBOLS - 1;
const ROOT = NODES - 1;
/** Count of the root at which all counts are halved. */
const HALVE_AT = 0x8000;

/** Lengths of the prefix codes for the upper six bits of a distance, in order of their values. */
const DISTANCE_LENGTHS = [
  [3, 1],
  [4, 3],
  [5, 8],
  [6, 12],
  [7, 24],
  [8, 16],
] as const;

/**
 * The adaptive code. Nodes are numbered so that counts never fall with the number, and the two children of a node are
 * neighbours.
 */
export class LzhufTree {
  /** Count of each node; one more that no count reaches. */
  readonly #count = new Uint16Array(NODES + 1);
  /** Lower one of a node's children, or NODES + symbol for a leaf. */
  readonly #child = new Uint16Array(NODES);
  /** Parent of a node; behind the nodes, the leaf of each symbol. */
  readonly #parent = new Uint16Array(NODES + LZHUF_SYMBOLS);

  constructor() {
    for (let symbol = 0; symbol < LZHUF_SYMBOLS; symbol++) {
      this.#count[symbol] = 1;
      this.#setChild(symbol, NODES + symbol);
    }
    for (let node = LZHUF_SYMBOLS, low = 0; node < NODES; node++, low += 2) {
      this.#count[node] = this.#count[low]! + this.#count[low + 1]!;
      this.#setChild(node, low);
    }
    this.#count[NODES] = 0xffff;
    this.#parent[ROOT] = ROOT;
  }

  #setChild(node: number, child: number): void {
    this.#child[node] = child;
    this.#parent[child] = node;
    if (child < NODES) this.#parent[child + 1] = node;
  }

  /** Follows bits from the root to a leaf. @returns the symbol, or −1 if the bits end */
  decode(bit: () => number): number {
    let at = this.#child[ROOT]!;
    while (at < NODES) {
      const b = bit();
      if (b < 0) return -1;
      at = this.#child[at + b]!;
    }
    return at - NODES;
  }

  /** The bits of a symbol, from the root. */
  code(symbol: number): number[] {
    const bits: number[] = [];
    for (let node = this.#parent[NODES + symbol]!; node !== ROOT; node = this.#parent[node]!) {
      bits.unshift(node === this.#child[this.#parent[node]!]! ? 0 : 1);
    }
    return bits;
  }

  /** Counts a symbol, and puts its nodes where their counts belong. */
  count(symbol: number): void {
    if (this.#count[ROOT] === HALVE_AT) this.#halve();
    for (let node = this.#parent[NODES + symbol]!; ; node = this.#parent[node]!) {
      const counted = this.#count[node]! + 1;
      this.#count[node] = counted;
      if (counted > this.#count[node + 1]!) {
        let last = node + 1;
        while (counted > this.#count[last + 1]!) last++;
        this.#count[node] = this.#count[last]!;
        this.#count[last] = counted;
        const moved = this.#child[node]!;
        this.#setChild(node, this.#child[last]!);
        this.#setChild(last, moved);
        node = last;
      }
      if (node === ROOT) return;
    }
  }

  /** Halves the counts of all symbols, rounded up, and joins the nodes again in pairs of the smallest counts. */
  #halve(): void {
    let leaves = 0;
    for (let node = 0; node < NODES; node++) {
      if (this.#child[node]! < NODES) continue;
      this.#count[leaves] = (this.#count[node]! + 1) >> 1;
      this.#child[leaves++] = this.#child[node]!;
    }
    for (let low = 0, filled = LZHUF_SYMBOLS; filled < NODES; low += 2, filled++) {
      const sum = this.#count[low]! + this.#count[low + 1]!;
      let place = filled;
      while (sum < this.#count[place - 1]!) place--;
      this.#count.copyWithin(place + 1, place, filled);
      this.#child.copyWithin(place + 1, place, filled);
      this.#count[place] = sum;
      this.#child[place] = low;
    }
    for (let node = 0; node < NODES; node++) this.#setChild(node, this.#child[node]!);
    this.#parent[ROOT] = ROOT;
  }
}

/** For each length of a prefix code: the first code and the first value. */
const DISTANCE_CODES = (() => {
  let code = 0;
  let value = 0;
  let previous = 0;
  return DISTANCE_LENGTHS.map(([length, count]) => {
    code <<= length - previous;
    previous = length;
    const row = { length, count, code, value };
    code += count;
    value += count;
    return row;
  });
})();

/** The prefix code of the upper six bits of a distance. */
export function distanceCode(upper: number): { readonly code: number; readonly length: number } {
  const row = DISTANCE_CODES.find(({ value, count }) => upper < value + count)!;
  return { code: row.code + upper - row.value, length: row.length };
}

/**
 * Unpacks bytes until they end.
 * @param most bytes to unpack at most; what would follow is left out
 */
export function unpackLzhuf(packed: Uint8Array, most: number): Uint8Array {
  let out = new Uint8Array(Math.min(most, Math.max(1024, packed.length * 4)));
  let length = 0;
  let at = 0;
  let held = 0;
  let left = 0;
  const bit = (): number => {
    if (left === 0) {
      if (at >= packed.length) return -1;
      held = packed[at++]!;
      left = 8;
    }
    left--;
    return (held >> left) & 1;
  };
  const put = (byte: number): void => {
    if (length === out.length) {
      const grown = new Uint8Array(Math.min(most, out.length * 2));
      grown.set(out);
      out = grown;
    }
    out[length++] = byte;
  };
  const distance = (): number => {
    let code = 0;
    let bits = 0;
    for (const row of DISTANCE_CODES) {
      for (; bits < row.length; bits++) {
        const b = bit();
        if (b < 0) return -1;
        code = (code << 1) | b;
      }
      if (code - row.code >= row.count) continue;
      let value = row.value + code - row.code;
      for (let i = 0; i < 6; i++) {
        const b = bit();
        if (b < 0) return -1;
        value = (value << 1) | b;
      }
      return value;
    }
    return -1;
  };
  const tree = new LzhufTree();
  while (length < most) {
    const symbol = tree.decode(bit);
    if (symbol < 0) break;
    tree.count(symbol);
    if (symbol < 256) {
      put(symbol);
      continue;
    }
    const back = distance() + 1;
    if (back < 1) break;
    const count = symbol - 256 + THRESHOLD + 1;
    for (let i = 0; i < count && length < most; i++) {
      // before the first byte lie spaces
      put(back > length ? 0x20 : out[length - back]!);
    }
  }
  return out.subarray(0, length);
}

/** Bytes that {@link unpackLzhuf} can reach back. */
export const LZHUF_WINDOW = WINDOW;
