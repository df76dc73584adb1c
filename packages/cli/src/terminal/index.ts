export { type EscapeKey, escapeKey } from './escape-key.ts';
export {
  type HostCommand,
  HostTerminal,
  type HostTerminalOptions,
  type QuitReason,
} from './host-terminal.ts';
export type { EndSignal, TtyInput, TtyOutput } from './host-tty.ts';
export type { HostStatus } from './layout.ts';
export { RawConsole, type RawConsoleOptions } from './raw-console.ts';
