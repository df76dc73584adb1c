/** Bytes that go at once if no line ends among them. */
const LONGEST_LINE = 128;
const CR = 0x0d;

/** Console input that is handed over a line at a time. */
export class LineFeed {
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** Bytes that wait. */
  get length(): number {
    return this.#bytes;
  }

  /** Takes more input. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes.slice());
    this.#bytes += bytes.length;
  }

  /** The next line with its end, or a part of it if it is long. */
  take(): Uint8Array {
    const line: number[] = [];
    while (this.#parts.length > 0 && line.length < LONGEST_LINE && line.at(-1) !== CR) {
      const first = this.#parts[0]!;
      const end = first.subarray(0, LONGEST_LINE - line.length).indexOf(CR) + 1;
      const part = first.subarray(0, end > 0 ? end : LONGEST_LINE - line.length);
      line.push(...part);
      if (part.length === first.length) this.#parts.shift();
      else this.#parts[0] = first.subarray(part.length);
    }
    this.#bytes -= line.length;
    return Uint8Array.from(line);
  }
}
