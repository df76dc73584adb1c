import { distanceCode, LZHUF_WINDOW, LzhufTree } from '../src/floppy-lzhuf.ts';
import { td0Crc } from '../src/index.ts';

/** A sector for {@link td0}. */
export interface Td0Sector {
  readonly c: number;
  readonly h: number;
  readonly r: number;
  readonly n: number;
  readonly flags?: number;
  /** Absent: no data block. */
  readonly data?: Uint8Array;
  /** How the data is packed; 0 if absent. */
  readonly method?: 0 | 1 | 2;
  /** The check sum covers the packed data, as the notes on the format say. */
  readonly packedCrc?: boolean;
}

export interface Td0Track {
  readonly cylinder: number;
  readonly head: number;
  readonly sectors: readonly Td0Sector[];
}

/** Packs a sector by one of the methods of chapter 7. */
function fold(data: Uint8Array, method: 0 | 1 | 2): number[] {
  if (method === 0) return [...data];
  const out: number[] = [];
  for (let at = 0; at < data.length; ) {
    const [a, b] = [data[at]!, data[at + 1]!];
    let count = 1;
    while (count < 255 && data[at + 2 * count] === a && data[at + 2 * count + 1] === b) count++;
    if (method === 1) out.push(count, 0, a, b);
    else if (count > 1) out.push(1, count, a, b);
    else out.push(0, 2, a, b);
    at += 2 * count;
  }
  return out;
}

function sectorBytes(sector: Td0Sector): number[] {
  const { c, h, r, n, flags = 0, data, method = 0, packedCrc = false } = sector;
  const header = [c, h, r, n, flags];
  if (data === undefined) return [...header, td0Crc(Uint8Array.from(header)) & 0xff];
  const block = fold(data, method);
  const dataHeader = [(block.length + 1) & 0xff, (block.length + 1) >> 8, method];
  const crc = packedCrc ? td0Crc(Uint8Array.from([...header, ...dataHeader, ...block])) : td0Crc(data);
  return [...header, crc & 0xff, ...dataHeader, ...block];
}

/** Makes a Teledisk image as its description says. */
export function td0(
  tracks: readonly Td0Track[],
  options: {
    readonly advanced?: boolean;
    readonly comment?: string;
    readonly version?: number;
    readonly rate?: number;
  } = {},
): Uint8Array {
  const { advanced = false, comment, version = 0x15, rate = 0 } = options;
  const head = [
    ...(advanced ? [0x74, 0x64] : [0x54, 0x44]),
    ...[0, 0x5a, version, rate, 1, comment === undefined ? 0 : 0x80, 0, 2],
  ];
  const crc = td0Crc(Uint8Array.from(head));
  const body: number[] = [];
  if (comment !== undefined) {
    const text = [...comment].map((char) => char.charCodeAt(0));
    const rest = [text.length & 0xff, text.length >> 8, 96, 10, 23, 12, 0, 0, ...text];
    const sum = td0Crc(Uint8Array.from(rest));
    body.push(sum & 0xff, sum >> 8, ...rest);
  }
  for (const { cylinder, head: side, sectors } of tracks) {
    const header = [sectors.length, cylinder, side];
    body.push(...header, td0Crc(Uint8Array.from(header)) & 0xff);
    for (const sector of sectors) for (const byte of sectorBytes(sector)) body.push(byte);
  }
  body.push(0xff, 0, 0, 0);
  const packed = advanced ? lzhuf(Uint8Array.from(body)) : body;
  return Uint8Array.from([...head, crc & 0xff, crc >> 8, ...packed]);
}

/** Packs bytes as the advanced compression does: the longest repetition, wherever one pays. */
export function lzhuf(bytes: Uint8Array): Uint8Array {
  const tree = new LzhufTree();
  const out: number[] = [];
  let held = 0;
  let count = 0;
  const bit = (b: number): void => {
    held = (held << 1) | b;
    if (++count < 8) return;
    out.push(held);
    held = count = 0;
  };
  const symbol = (s: number): void => {
    for (const b of tree.code(s)) bit(b);
    tree.count(s);
  };
  const at = (i: number): number => (i < 0 ? 0x20 : bytes[i]!);
  // looking far back in a long text takes long
  const furthest = bytes.length > 10_000 ? 200 : LZHUF_WINDOW - 60;
  for (let i = 0; i < bytes.length; ) {
    let best = 0;
    let back = 0;
    for (let d = 1; d <= Math.min(furthest, i + 60); d++) {
      let length = 0;
      while (length < 60 && i + length < bytes.length && at(i - d + length) === bytes[i + length]) length++;
      if (length > best) [best, back] = [length, d];
      if (best === 60) break;
    }
    if (best < 3) {
      symbol(bytes[i++]!);
      continue;
    }
    symbol(256 + best - 3);
    const { code, length } = distanceCode((back - 1) >> 6);
    for (let b = length - 1; b >= 0; b--) bit((code >> b) & 1);
    for (let b = 5; b >= 0; b--) bit(((back - 1) >> b) & 1);
    i += best;
  }
  while (count > 0) bit(0);
  return Uint8Array.from(out);
}
