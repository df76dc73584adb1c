/** A FAT12 floppy image as ECMA-107 describes it: files of the root directory are read and added. */
export class Fat12 {
  readonly image: Uint8Array;
  readonly #fat: number;
  readonly #root: number;
  readonly #entries: number;
  readonly #data: number;
  readonly #cluster: number;
  readonly #fatSectors: number;
  readonly #fats: number;
  /** Highest cluster. */
  readonly last: number;

  constructor(image: Uint8Array) {
    this.image = image;
    const word = (at: number) => image[at]! | (image[at + 1]! << 8);
    if (word(11) !== 512 || word(510) !== 0xaa55) throw new Error('There is no boot sector with a description.');
    this.#cluster = image[13]! * 512;
    this.#fat = word(14) * 512;
    this.#fats = image[16]!;
    this.#entries = word(17);
    this.#fatSectors = word(22);
    this.#root = this.#fat + this.#fats * this.#fatSectors * 512;
    this.#data = this.#root + this.#entries * 32;
    this.last = Math.floor((word(19) * 512 - this.#data) / this.#cluster) + 1;
  }

  /** What a copy of the FAT holds for a cluster. */
  link(cluster: number, copy = 0): number {
    const at = this.#fat + copy * this.#fatSectors * 512 + cluster + (cluster >> 1);
    const pair = this.image[at]! | (this.image[at + 1]! << 8);
    return cluster % 2 === 0 ? pair & 0xfff : pair >> 4;
  }

  #setLink(cluster: number, value: number): void {
    for (let copy = 0; copy < this.#fats; copy++) {
      const at = this.#fat + copy * this.#fatSectors * 512 + cluster + (cluster >> 1);
      const pair = this.image[at]! | (this.image[at + 1]! << 8);
      const next = cluster % 2 === 0 ? (pair & 0xf000) | value : (pair & 0x000f) | (value << 4);
      this.image[at] = next & 0xff;
      this.image[at + 1] = next >> 8;
    }
  }

  #chain(first: number): number[] {
    const chain: number[] = [];
    for (let cluster = first; cluster >= 2 && cluster < 0xff0; cluster = this.link(cluster)) {
      if (cluster > this.last || chain.includes(cluster)) throw new Error(`A chain leads to cluster ${cluster}.`);
      chain.push(cluster);
    }
    return chain;
  }

  /** Entries of a directory: the root, or one that begins with a cluster. */
  entries(first = 0): { name: string; attributes: number; time: number; date: number; first: number; size: number }[] {
    const places =
      first === 0
        ? [{ at: this.#root, count: this.#entries }]
        : this.#chain(first).map((cluster) => ({ at: this.#address(cluster), count: this.#cluster / 32 }));
    const found = [];
    for (const { at, count } of places) {
      for (let n = 0; n < count; n++) {
        const entry = this.image.subarray(at + n * 32, at + n * 32 + 32);
        if (entry[0] === 0) return found;
        if (entry[0] === 0xe5) continue;
        const text = (from: number, to: number) => String.fromCharCode(...entry.subarray(from, to)).trimEnd();
        const view = new DataView(entry.buffer, entry.byteOffset, 32);
        found.push({
          name: text(8, 11) === '' ? text(0, 8) : `${text(0, 8)}.${text(8, 11)}`,
          attributes: entry[11]!,
          time: view.getUint16(22, true),
          date: view.getUint16(24, true),
          first: view.getUint16(26, true),
          size: view.getUint32(28, true),
        });
      }
    }
    return found;
  }

  #address(cluster: number): number {
    return this.#data + (cluster - 2) * this.#cluster;
  }

  /** Contents of a file of the root directory, or of directory `first`. */
  read(name: string, first = 0): Uint8Array {
    const entry = this.entries(first).find((one) => one.name === name);
    if (entry === undefined) throw new Error(`There is no ${name}.`);
    const bytes = this.#chain(entry.first).flatMap((cluster) => [
      ...this.image.subarray(this.#address(cluster), this.#address(cluster) + this.#cluster),
    ]);
    if (bytes.length < entry.size) throw new Error(`${name} has a chain for ${bytes.length} of ${entry.size} bytes.`);
    return Uint8Array.from(bytes.slice(0, entry.size));
  }

  /** Adds a file to the root directory. */
  add(name: string, bytes: Uint8Array): this {
    const free = [];
    for (let cluster = 2; cluster <= this.last; cluster++) if (this.link(cluster) === 0) free.push(cluster);
    const chain = free.slice(0, Math.ceil(bytes.length / this.#cluster));
    chain.forEach((cluster, n) => {
      this.image.set(bytes.subarray(n * this.#cluster, (n + 1) * this.#cluster), this.#address(cluster));
      this.#setLink(cluster, chain[n + 1] ?? 0xfff);
    });
    let at = this.#root;
    while (this.image[at] !== 0 && this.image[at] !== 0xe5) at += 32;
    const [base, extension = ''] = name.split('.');
    const entry = new Uint8Array(32);
    entry.set([...(base!.padEnd(8) + extension.padEnd(3))].map((letter) => letter.charCodeAt(0)));
    const view = new DataView(entry.buffer);
    view.setUint16(26, chain[0] ?? 0, true);
    view.setUint32(28, bytes.length, true);
    this.image.set(entry, at);
    return this;
  }

  /**
   * Checks the whole disk: the copies of the FAT agree, every used cluster belongs to one file, chains are as long as the
   * files, and `.` and `..` lead where they should.
   * @returns What is wrong, one line each.
   */
  faults(): string[] {
    const faults: string[] = [];
    const owner = new Map<number, string>();
    const visit = (path: string, first: number, parent: number) => {
      for (const entry of this.entries(first)) {
        if ((entry.attributes & 8) !== 0) continue;
        if (entry.name === '.' || entry.name === '..') {
          const expected = entry.name === '.' ? first : parent;
          if (entry.first !== expected) faults.push(`${path}${entry.name} leads to ${entry.first}, not ${expected}`);
          continue;
        }
        const name = path + entry.name;
        const chain = this.#chain(entry.first);
        const directory = (entry.attributes & 16) !== 0;
        const needed = Math.ceil(entry.size / this.#cluster);
        if (!directory && chain.length !== needed) faults.push(`${name} has ${chain.length} clusters, not ${needed}`);
        for (const cluster of chain) {
          if (owner.has(cluster)) faults.push(`${name} and ${owner.get(cluster)} share cluster ${cluster}`);
          owner.set(cluster, name);
        }
        if (directory) visit(`${name}/`, entry.first, first);
      }
    };
    visit('', 0, 0);
    for (let cluster = 2; cluster <= this.last; cluster++) {
      if (this.link(cluster) !== this.link(cluster, 1)) faults.push(`the FATs differ at ${cluster}`);
      if (this.link(cluster) !== 0 && !owner.has(cluster)) faults.push(`cluster ${cluster} belongs to no file`);
    }
    return faults;
  }
}
