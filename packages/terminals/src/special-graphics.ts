/** The special graphics set shows 5Fh–7Eh as these (VT100 User Guide, table 3-9). */
const SPECIAL_GRAPHICS: readonly number[] = [
  0x20, // 5F blank
  0x25c6, // 60 diamond
  0x2592, // 61 checkerboard
  0x2409, // 62 HT
  0x240c, // 63 FF
  0x240d, // 64 CR
  0x240a, // 65 LF
  0x00b0, // 66 degree
  0x00b1, // 67 plus or minus
  0x2424, // 68 NL
  0x240b, // 69 VT
  0x2518, // 6A lower right corner
  0x2510, // 6B upper right corner
  0x250c, // 6C upper left corner
  0x2514, // 6D lower left corner
  0x253c, // 6E crossing lines
  0x23ba, // 6F scan line 1
  0x23bb, // 70 scan line 3
  0x2500, // 71 scan line 5
  0x23bc, // 72 scan line 7
  0x23bd, // 73 scan line 9
  0x251c, // 74 left T
  0x2524, // 75 right T
  0x2534, // 76 bottom T
  0x252c, // 77 top T
  0x2502, // 78 vertical bar
  0x2264, // 79 less than or equal
  0x2265, // 7A greater than or equal
  0x03c0, // 7B pi
  0x2260, // 7C not equal
  0x00a3, // 7D pound
  0x00b7, // 7E centred dot
];

/** What the VT100 shows for a code of the special graphics set, as a Unicode code point. @param code 20h–7Eh */
export function vt100Graphic(code: number): number {
  return code >= 0x5f && code <= 0x7e ? SPECIAL_GRAPHICS[code - 0x5f]! : code;
}
