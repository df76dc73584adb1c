/**
 * How a picture is shown in a terminal: `kitty` = Kitty's graphics protocol, `sixel` = DEC's sixels, `half` = two pixels
 * in each cell by half blocks, `text` = never as a picture. `auto` = the best that the terminal has.
 */
export type GraphicsMode = 'auto' | 'kitty' | 'sixel' | 'half' | 'text';

export const GRAPHICS_MODES: readonly GraphicsMode[] = ['auto', 'kitty', 'sixel', 'half', 'text'];
