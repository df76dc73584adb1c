import { type Machine, type MachineEvent, screenText, type TextScreen } from '@backplane/kernel';

/** Limits of a run that waits for something. */
export interface WaitOptions {
  /** Emulated seconds, 10 if absent. */
  readonly seconds?: number;
}

/** Emulated seconds between two looks. */
const LOOK = 0.005;

/** The screen as one text, without the blanks at the ends of its lines and without empty lines at the bottom. */
export function shownText(screen: TextScreen): string {
  return screenText(screen).join('\n').trimEnd();
}

function screenOf(machine: Machine): TextScreen {
  const { screen } = machine;
  if (screen === null)
    throw new Error(`${machine.definition.id} has no screen with text. Wait for its output instead.`);
  return screen;
}

function has(text: string, what: string | RegExp): boolean {
  return typeof what === 'string'
    ? text.includes(what)
    : new RegExp(what.source, what.flags.replace(/[gy]/g, '')).test(text);
}

function tail(text: string): string {
  const shown = text.length > 2000 ? `…${text.slice(-2000)}` : text;
  return shown === '' ? 'nothing' : `\n${shown}`;
}

/** Runs in short slices until `done`. Returns the event that ended the run, or null at the limit or when done. */
function runWhile(machine: Machine, options: WaitOptions, done: () => boolean): MachineEvent | null {
  const end = machine.tick + Math.round((options.seconds ?? 10) * machine.ticksPerSecond);
  const look = Math.max(1, Math.round(LOOK * machine.ticksPerSecond));
  while (!done() && machine.tick < end) {
    if (machine.runUntil(Math.min(end, machine.tick + look)) !== 'limit') return machine.stopEvent;
  }
  return null;
}

/**
 * Runs until a text is on the screen.
 * @throws Error with what is on the screen, if the time passes or the guest ends the run before
 */
export function runUntilText(machine: Machine, text: string | RegExp, options: WaitOptions = {}): void {
  const screen = screenOf(machine);
  const event = runWhile(machine, options, () => has(shownText(screen), text));
  if (has(shownText(screen), text)) return;
  const why =
    event === null ? `within ${options.seconds ?? 10} emulated seconds` : `before the run ended (${event.kind})`;
  throw new Error(`${String(text)} did not appear ${why}. The screen shows ${tail(shownText(screen))}`);
}

/**
 * Runs until a text has been sent to an output stream, such as a terminal's or a printer's. Only what is sent during
 * this call counts; bytes are taken as Latin-1.
 * @returns everything that was sent
 * @throws Error with what was sent, if the time passes or the guest ends the run before
 */
export function runUntilOutput(
  machine: Machine,
  output: string,
  text: string | RegExp,
  options: WaitOptions = {},
): string {
  let sent = '';
  const end = machine.onOutput(output, (byte) => {
    sent += String.fromCharCode(byte);
  });
  try {
    const event = runWhile(machine, options, () => has(sent, text));
    if (has(sent, text)) return sent;
    const why =
      event === null ? `within ${options.seconds ?? 10} emulated seconds` : `before the run ended (${event.kind})`;
    throw new Error(`${String(text)} was not sent to "${output}" ${why}. What was sent is ${tail(sent)}`);
  } finally {
    end();
  }
}

/**
 * Runs until the guest ends the run.
 * @returns the event: its `kind`, and its `code` for an exit
 * @throws Error if the time passes before
 */
export function runUntilExit(machine: Machine, options: WaitOptions = {}): MachineEvent {
  const event = runWhile(machine, options, () => false);
  if (event !== null) return event;
  const { screen } = machine;
  throw new Error(
    `The program did not end within ${options.seconds ?? 10} emulated seconds.` +
      (screen === null ? '' : ` The screen shows ${tail(shownText(screen))}`),
  );
}
