import { CRT_HARDWARE, type CrtImage, MediaError } from '@backplane/media';
import type { BoardPort, CartridgeBoard } from './board.ts';
import { EasyFlashBoard, type FlashClock } from './easyflash.ts';
import { FreezerBoard } from './freezers.ts';
import { GenericBoard, magicDesk, ocean, PagefoxBoard, superGames } from './simple.ts';

type Maker = (image: CrtImage, port: BoardPort, clock: FlashClock) => CartridgeBoard;

/** Boards by the hardware type of a CRT image. */
export const BOARDS: Readonly<Record<number, Maker>> = {
  0: (image, port) => new GenericBoard(image, port),
  1: (image, port) => new FreezerBoard(image, port, 'action-replay'),
  5: ocean,
  8: superGames,
  9: (image, port) => new FreezerBoard(image, port, 'nordic-power'),
  19: magicDesk,
  32: (image, port, clock) => new EasyFlashBoard(image, port, clock),
  36: (image, port) => new FreezerBoard(image, port, image.revision === 1 ? 'nordic-replay' : 'retro-replay'),
  53: (image, port) => new PagefoxBoard(image, port),
};

/** @throws MediaError if the image's board is not supported */
export function checkBoard(image: CrtImage): void {
  if (BOARDS[image.hardware] !== undefined) return;
  const name = CRT_HARDWARE[image.hardware];
  const known = Object.keys(BOARDS)
    .map((n) => CRT_HARDWARE[Number(n)])
    .join('; ');
  throw new MediaError(
    `cartridge boards of type ${image.hardware}${name === undefined ? '' : ` (${name})`} are not supported`,
    { hint: `Supported are: ${known}.` },
  );
}

/** @throws MediaError if there is no such board, or the image has banks that it has not */
export function boardFor(image: CrtImage, port: BoardPort, clock: FlashClock): CartridgeBoard {
  checkBoard(image);
  return BOARDS[image.hardware]!(image, port, clock);
}
