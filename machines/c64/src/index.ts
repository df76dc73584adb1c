/** The Commodore 64. See README.md. */

export { catalog } from './catalog.ts';
export { c64, c64Ntsc } from './definition.ts';
