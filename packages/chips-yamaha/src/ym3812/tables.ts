/*
 * The YM3812's tables
 *
 * Sources: Matthew Gambrell and Olli Niemitalo, "OPLx decapsulated" (2008): contents of the two ROMs and how they are
 * used; Yamaha, "YM3812 application manual": multiples, key scale levels, waveforms.
 */

/** 256 words of a quarter of a sine: −log2(sin x) in 1/256. */
export const LOG_SINE = Uint16Array.from({ length: 256 }, (_, x) =>
  Math.round(-Math.log2(Math.sin(((x + 0.5) * Math.PI) / 512)) * 256),
);

/** 256 words of 2^x − 1 in 1/1024, for x from 0 to 255/256. */
export const EXPONENT = Uint16Array.from({ length: 256 }, (_, x) => Math.round((2 ** (x / 256) - 1) * 1024));

/** A logarithm so large that nothing is left: the parts of a waveform that are 0. */
const SILENT = 0x1000;

/** Largest logarithm that can come up: waveform, envelope, total level, key scale level and tremolo. */
const LARGEST = SILENT + ((511 + 4 * 63 + 224 + 26) << 3);

/** Amplitude (0–4084) by its negative logarithm in 1/256: the exponential ROM, shifted. */
export const AMPLITUDE = Int16Array.from({ length: LARGEST + 1 }, (_, level) => {
  const shift = level >> 8;
  return shift > 15 ? 0 : ((EXPONENT[(level & 0xff) ^ 0xff]! + 1024) << 1) >> shift;
});

/** Samples in a period of a waveform. */
export const WAVE_LENGTH = 1024;

function waveform(wave: number, x: number): number {
  const quarter = LOG_SINE[(x & 0x100) === 0 ? x & 0xff : ~x & 0xff]!;
  switch (wave) {
    case 0:
      return (quarter << 1) | (x >> 9);
    case 1:
      return (x < 512 ? quarter : SILENT) << 1;
    case 2:
      return quarter << 1;
    default:
      return ((x & 0x100) === 0 ? quarter : SILENT) << 1;
  }
}

/**
 * The four waveforms one after the other: negative logarithm × 2, bit 0 = negative. Sine, its positive half, its absolute
 * value, the rising quarters of that.
 */
export const WAVES = Uint16Array.from({ length: 4 * WAVE_LENGTH }, (_, i) => waveform(i >> 10, i & 1023));

/** Multiple of the frequency by the register's four bits, × 2. */
export const MULTIPLE = Uint8Array.of(1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 20, 24, 24, 30, 30);

/** Attenuation by the upper four bits of F-Number at 6 dB an octave, in block 8, in units of 0.75 dB. */
const KEY_SCALE = Uint8Array.of(0, 32, 40, 45, 48, 51, 53, 55, 56, 58, 59, 60, 61, 62, 63, 64);
/** By the register's two bits: 0, 3, 1.5 and 6 dB an octave. */
const KEY_SCALE_SHIFT = Uint8Array.of(31, 1, 2, 0);

/** Key scale level in units of 0.1875 dB. */
export function keyScaleLevel(ksl: number, fNumber: number, block: number): number {
  const full = (KEY_SCALE[fNumber >> 6]! << 2) - ((8 - block) << 5);
  return full <= 0 ? 0 : full >> KEY_SCALE_SHIFT[ksl]!;
}
