/*
 * The 906114 PLA: who answers at which address
 *
 * Inputs are the levels (1 = high) of LORAM, HIRAM and CHAREN from the processor's port, and of GAME and EXROM from the
 * expansion port. Of the 32 combinations several give the same map. Addresses are decoded in blocks of 4K.
 * Sources: Commodore, Programmer's Reference Guide (1982), chapter 5, "Memory management on the Commodore 64" and the
 * tables of memory maps; Thomas Giesel, "The C64 PLA Dissected" (2012), the product terms.
 */

/** What a block of 4K leads to. `open`: nothing answers. */
export type Block = 'ram' | 'basic' | 'kernal' | 'chargen' | 'io' | 'roml' | 'romh' | 'open';

/** Bits of a mode number: the levels of the PLA's inputs. */
export const MODE = { loram: 1, hiram: 2, charen: 4, game: 8, exrom: 16 } as const;

/** Number of modes. */
export const MODES = 32;
/** Blocks of 4K. */
const BLOCKS = 16;

/** GAME low with EXROM high: the map of the MAX Machine, in which most of the RAM is cut off. */
export function isUltimax(mode: number): boolean {
  return (mode & (MODE.game | MODE.exrom)) === MODE.exrom;
}

/** What the processor reads in each of the sixteen blocks of 4K. */
export function readMap(mode: number): readonly Block[] {
  if (isUltimax(mode)) return ultimaxMap();
  const loram = (mode & MODE.loram) !== 0;
  const hiram = (mode & MODE.hiram) !== 0;
  const charen = (mode & MODE.charen) !== 0;
  const game = (mode & MODE.game) !== 0;
  const exrom = (mode & MODE.exrom) !== 0;
  const map = new Array<Block>(BLOCKS).fill('ram');
  if (loram && hiram && !exrom) map.fill('roml', 0x8, 0xa);
  if (hiram && !game) map.fill('romh', 0xa, 0xc);
  else if (loram && hiram) map.fill('basic', 0xa, 0xc);
  // with a 16K cartridge the character ROM needs HIRAM
  if (charen && (loram || hiram)) map[0xd] = 'io';
  else if (!charen && (hiram || (loram && game))) map[0xd] = 'chargen';
  if (hiram) map.fill('kernal', 0xe, 0x10);
  return map;
}

/** Where the processor's writes go: to the RAM beneath ROM, except in Ultimax mode. */
export function writeMap(mode: number): readonly Block[] {
  if (isUltimax(mode)) return ultimaxMap();
  return readMap(mode).map((block) => (block === 'io' ? 'io' : 'ram'));
}

function ultimaxMap(): Block[] {
  const map = new Array<Block>(BLOCKS).fill('open');
  map[0] = 'ram';
  map.fill('roml', 0x8, 0xa);
  map[0xd] = 'io';
  map.fill('romh', 0xe, 0x10);
  return map;
}

/** What a cartridge does about ROML and ROMH. */
export interface Sockets {
  /** It has nothing there, although the map has a place for it. */
  readonly roml: boolean;
  readonly romh: boolean;
  /** It keeps writes at A000 from the RAM beneath: it goes to Ultimax mode for such cycles. */
  readonly takesWrites?: boolean;
}

/** ROMH is at A000. */
const hasLowRomh = (mode: number): boolean => readMap(mode)[0xa] === 'romh';

/** Name of the view for a mode. */
export function viewName(mode: number, sockets: Sockets = { roml: false, romh: false }): string {
  const map = readMap(mode);
  const without = [
    sockets.roml && map.includes('roml') ? ' without ROML' : '',
    sockets.romh && map.includes('romh') ? ' without ROMH' : '',
    sockets.takesWrites === true && hasLowRomh(mode) ? ', writes to ROMH' : '',
  ];
  return `mode ${mode}${without.join('')}`;
}

/** A range of a view, as definitions have it. */
export interface ViewRange {
  readonly from: number;
  readonly to: number;
  readonly region?: 'ram' | 'basic' | 'kernal' | 'chargen' | 'roml' | 'romh';
  readonly io?: IoWindow;
  readonly offset?: number;
  readonly access: 'read' | 'write' | 'both';
}

/** Register windows of the I/O area and of what is not plain memory. */
export type IoWindow =
  | 'vic.registers'
  | 'sid.registers'
  | 'debugcart.register'
  | 'colour.nibbles'
  | 'cia1.registers'
  | 'cia2.registers'
  | 'expansion.io'
  | 'expansion.roml'
  | 'expansion.romh'
  | 'pla.open';

/** D000–DFFF: chips repeat through their pages, the debug cartridge overlays one write address of the SID's. */
const IO_RANGES: readonly ViewRange[] = [
  { from: 0xd000, to: 0xd3ff, io: 'vic.registers', access: 'both' },
  { from: 0xd400, to: 0xd7fe, io: 'sid.registers', access: 'both' },
  { from: 0xd7ff, to: 0xd7ff, io: 'sid.registers', offset: 0x3ff, access: 'read' },
  { from: 0xd7ff, to: 0xd7ff, io: 'debugcart.register', access: 'write' },
  { from: 0xd800, to: 0xdbff, io: 'colour.nibbles', access: 'both' },
  { from: 0xdc00, to: 0xdcff, io: 'cia1.registers', access: 'both' },
  { from: 0xdd00, to: 0xddff, io: 'cia2.registers', access: 'both' },
  { from: 0xde00, to: 0xdfff, io: 'expansion.io', access: 'both' },
];

/** Address at which each ROM's first byte lies; the two places of ROMH show the same 8K. */
const ROM_START = { basic: 0xa000, kernal: 0xe000, chargen: 0xd000, roml: 0x8000 } as const;

function rangeOf(block: Block, from: number, to: number, access: ViewRange['access'], sockets: Sockets): ViewRange {
  switch (block) {
    case 'ram':
      return { from, to, region: 'ram', offset: from, access };
    case 'basic':
    case 'kernal':
    case 'chargen':
      return { from, to, region: block, offset: from - ROM_START[block], access };
    case 'roml':
    case 'romh': {
      const offset = from & 0x1fff;
      if (access === 'write' || sockets[block]) return { from, to, io: `expansion.${block}`, offset, access };
      return { from, to, region: block, offset, access };
    }
    case 'io':
    case 'open':
      return { from, to, io: 'pla.open', access };
  }
}

function viewOf(mode: number, sockets: Sockets): ViewRange[] {
  const read = readMap(mode);
  const write = [...writeMap(mode)];
  if (sockets.takesWrites === true && hasLowRomh(mode)) write.fill('romh', 0xa, 0xc);
  const ranges: ViewRange[] = [];
  for (let first = 0; first < BLOCKS; ) {
    const [r, w] = [read[first]!, write[first]!];
    let next = first + 1;
    while (next < BLOCKS && read[next] === r && write[next] === w) next++;
    const [from, to] = [first << 12, (next << 12) - 1];
    if (r === 'io') ranges.push(...IO_RANGES);
    else if (r === w && (r === 'ram' || r === 'open')) ranges.push(rangeOf(r, from, to, 'both', sockets));
    else ranges.push(rangeOf(r, from, to, 'read', sockets), rangeOf(w, from, to, 'write', sockets));
    first = next;
  }
  return ranges;
}

/** All views of the processor's memory: one for each mode, and for maps with cartridge ROM also those without it. */
export function allViews(): Readonly<Record<string, readonly ViewRange[]>> {
  const views: Record<string, readonly ViewRange[]> = {};
  // power-on: all inputs high
  for (let mode = MODES - 1; mode >= 0; mode--) {
    for (const roml of [false, true]) {
      for (const romh of [false, true]) {
        for (const takesWrites of [false, true]) {
          const sockets = { roml, romh, takesWrites };
          views[viewName(mode, sockets)] ??= viewOf(mode, sockets);
        }
      }
    }
  }
  return views;
}
