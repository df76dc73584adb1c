import { deflateSync } from 'node:zlib';
import { StripPainter } from './strips.ts';

/*
 * Kitty's graphics protocol ("Terminal graphics protocol", sw.kovidgoyal.net/kitty/graphics-protocol)
 *
 * APC G keys ; base64 ST. a=T sends a picture and shows it, f=24 is red, green, blue, o=z compressed by zlib, s and v its
 * size in pixels, c and r the cells that it is scaled to, i and p its number and that of its place, C=1 leaves the cursor
 * where it is, q=2 asks for no answer, m=1 announces more of the data. z below −2^30 is under text and its background.
 */

/** Bytes of base64 in one sequence at most. */
const CHUNK = 4096;
/** First number of our pictures; one for each strip. */
const FIRST = 7001;
const UNDER_EVERYTHING = -1_073_741_825;

/** The sequences that ask whether the terminal has this protocol: it answers `_Gi=31;OK`, others do not. */
export const KITTY_QUERY = '\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\';

/** Takes all pictures from the screen and forgets their data. */
export const KITTY_CLEAR = '\x1b_Ga=d,d=A,q=2\x1b\\';

/** A picture as control sequences. @param keys all keys but those about the data's form */
export function kittyImage(width: number, height: number, rgb: Uint8Array, keys: string): string {
  const data = deflateSync(rgb, { level: 1 }).toString('base64');
  let out = '';
  for (let at = 0; at < data.length; at += CHUNK) {
    const more = at + CHUNK < data.length ? 1 : 0;
    const head = at === 0 ? `${keys},f=24,o=z,s=${width},v=${height},m=${more}` : `m=${more},q=2`;
    out += `\x1b_G${head};${data.slice(at, at + CHUNK)}\x1b\\`;
  }
  return out;
}

/** Shows pictures by Kitty's protocol, scaled by the terminal. */
export function kittyPainter(): StripPainter {
  return new StripPainter((strip, picture, area) => {
    const { width, pixels, palette } = picture;
    const { bottom } = strip;
    const rgb = new Uint8Array((bottom - strip.top) * width * 3);
    for (let from = strip.top * width, to = 0; from < bottom * width; from++, to += 3) {
      const colour = palette[pixels[from]!] ?? 0;
      rgb[to] = (colour >> 16) & 0xff;
      rgb[to + 1] = (colour >> 8) & 0xff;
      rgb[to + 2] = colour & 0xff;
    }
    const keys = `a=T,q=2,i=${FIRST + strip.index},p=1,c=${area.columns},r=${strip.cellRows},C=1,z=${UNDER_EVERYTHING}`;
    return kittyImage(width, bottom - strip.top, rgb, keys);
  });
}
