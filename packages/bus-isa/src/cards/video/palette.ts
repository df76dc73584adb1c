/**
 * The sixteen colours of an RGBI monitor, 0xRRGGBB: bit 0 blue, 1 green, 2 red, 3 intensity. Colour 6 is brown: the IBM
 * 5153 halves the green of dark yellow. Source: IBM, *Personal Computer Color Display* (5153), and its usual levels of
 * 2/3 for a colour and 1/3 for intensity.
 */
export const RGBI: readonly number[] = [
  0x000000, 0x0000aa, 0x00aa00, 0x00aaaa, 0xaa0000, 0xaa00aa, 0xaa5500, 0xaaaaaa, 0x555555, 0x5555ff, 0x55ff55,
  0x55ffff, 0xff5555, 0xff55ff, 0xffff55, 0xffffff,
];
