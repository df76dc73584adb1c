export { GRAPHICS_MODES, type GraphicsMode } from './graphics-mode.ts';
export {
  type HostCommand,
  HostTerminal,
  type HostTerminalOptions,
  type QuitReason,
} from './host-terminal.ts';
export type { HostStatus } from './layout.ts';
export { PictureView } from './picture-view.ts';
export { RawConsole } from './raw-console.ts';
