import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { screenText, type TextScreen } from '@backplane/kernel';
import { type InputHints, type Session, type SessionStop, saveStateFile } from '@backplane/session';
import { startNow } from './autostart.ts';
import { exitCodeOf, finish } from './ending.ts';
import { UsageError } from './errors.ts';
import { LiveJoystick } from './live-joystick.ts';
import { hostKeyboard } from './live-keys.ts';
import { print } from './output.ts';
import { inputHints, limitOf, limitReached, type PreparedRun } from './prepare.ts';
import { keyNameOfQemu } from './qemu-keys.ts';
import { mediaArgument } from './run-arguments.ts';
import {
  type HostCommand,
  type HostStatus,
  HostTerminal,
  type HostTerminalOptions,
  PictureView,
  type QuitReason,
} from './terminal/index.ts';

/** Runs a machine in the terminal of the host, full screen. Returns the exit code. */
export async function runLive(run: PreparedRun): Promise<number> {
  const { session, entry, args } = run;
  const { machine } = session;
  const { keys, video } = session;
  const screen = machine.screen ?? (video === null ? null : NO_TEXT);
  if (screen === null || (entry.terminal === undefined && keys === null)) {
    throw new UsageError(`${entry.definition.id} has neither a screen nor a keyboard for a terminal. Use --headless.`);
  }
  const hints = entry.terminal === undefined ? {} : inputHints(session, entry.terminal.input);
  const picture = video === null ? null : new PictureView(args.graphics);
  if (picture === null && args.graphics !== null && args.graphics !== 'text') {
    throw new UsageError(`--graphics: ${entry.definition.id} draws no picture.`);
  }
  const joystick = new LiveJoystick(session);
  let pictureAt = Number.NEGATIVE_INFINITY;
  let why: QuitReason | null = null;
  let cleaned: () => void = () => {};
  const clean = new Promise<void>((resolve) => {
    cleaned = resolve;
  });
  let host: HostTerminal;
  try {
    host = new HostTerminal({
      screen,
      title: entry.definition.title,
      ...keyboardOptions(run, hints, joystick),
      ...(picture === null ? {} : { picture, border: () => (machine.screen === null ? null : picture.buffer.border) }),
      status: statusOf(run),
      commands: commandsOf(run, picture, screen, joystick),
      ...(args.escapeKey === null ? {} : { escapeKey: args.escapeKey }),
      ...cursorShape(hints),
      quit: (reason) => {
        why ??= reason;
        session.stop();
        return reason === 'command' ? undefined : clean;
      },
    });
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
  run.media.tell = (text) => host.message(text);
  if (picture !== null && video !== null) {
    session.drawing = true;
    session.onPicture(() => {
      const now = performance.now();
      // a picture that nobody sees needs not be copied, but the border's colour
      if (now - pictureAt < PICTURE_MS) return;
      pictureAt = now;
      picture.buffer.take(video);
    });
  }
  if (args.state !== null && keys !== null && entry.terminal === undefined) keys.releaseAll(true);
  const bell = terminalBells(hints);
  let bells = bell();
  session.onSlice(() => {
    const now = bell();
    if (now > bells) host.bell();
    bells = now;
  });
  machine.onEvent((event) => {
    if (event.kind === 'note' && event.text !== undefined) host.message(event.text);
  });
  const limit = limitOf(run);
  let reason: SessionStop = 'stopped';
  try {
    host.open();
    reason = await play(run, limit.tick, () => why !== null);
    if (why === null || why === 'command') await host.settled();
  } finally {
    host.close();
    try {
      finish(run);
    } finally {
      cleaned();
    }
  }
  if (why === null && screen.showsText !== false) printLast(screen);
  if (why === 'input-ended') return 129;
  if (why !== null) return why === 'command' ? 0 : 130;
  return exitCodeOf(run, reason) ?? (reason === 'limit' ? limitReached(limit) : 0);
}

/** The screen of a machine that has only a picture. */
const NO_TEXT: TextScreen = {
  columns: 1,
  rows: 1,
  characters: Int32Array.of(0x20),
  attributes: new Uint8Array(1),
  cursorColumn: -1,
  cursorRow: 0,
  revision: 0,
  showsText: false,
};

/** Pictures are taken no more often than so many ms apart. */
const PICTURE_MS = 12;

/** How keys reach the machine: as characters of a terminal, or as keys that go down and up. */
function keyboardOptions(
  { session, entry }: PreparedRun,
  hints: InputHints,
  joystick: LiveJoystick,
): Pick<HostTerminalOptions, 'key' | 'send' | 'pending' | 'waiting' | 'keyboard'> {
  const { terminal } = entry;
  if (terminal === undefined) {
    return { key: () => false, send: () => {}, keyboard: hostKeyboard(session, session.keys!, joystick) };
  }
  return {
    key: (name) => {
      const bytes = terminal.keyBytes?.(hints as never, name) ?? null;
      if (bytes === null) return false;
      session.input(terminal.input, Uint8Array.from(bytes));
      return true;
    },
    send: (bytes) => session.input(terminal.input, bytes),
    pending: () => hints.pending ?? 0,
    ...(hints.idle === undefined ? {} : { waiting: () => hints.idle === true }),
  };
}

/** Leaves the last picture where the user can read it after the run has ended by itself. */
function printLast(screen: TextScreen): void {
  const lines = screenText(screen);
  while (lines.at(-1) === '') lines.pop();
  if (lines.length > 0) print(lines.join('\n'));
}

/** The steps of the command line, then the user. */
async function play(run: PreparedRun, end: number, quitting: () => boolean): Promise<SessionStop> {
  const { session, args } = run;
  const left = () => ({ ticks: Math.max(0, end - session.machine.tick) });
  for (const step of args.steps) {
    if (quitting()) return 'stopped';
    if (step.kind === 'screendump') {
      run.captures.dump(step.file);
      continue;
    }
    const reason =
      step.kind === 'type'
        ? await session.typeText(step.text, left())
        : step.kind === 'wait'
          ? await session.run({ ticks: Math.min(left().ticks, step.seconds * session.machine.ticksPerSecond) })
          : await session.runUntilText(step.text, left());
    if (reason !== 'limit' && reason !== 'found') return reason;
  }
  return quitting() ? 'stopped' : session.run(left());
}

/** Shape of the cursor, where the machine's terminal tells it. */
function cursorShape(device: object): { cursorShape?: 'block' | 'underline' } {
  const shape = (device as { terminal?: { cursorShape?: unknown } }).terminal?.cursorShape;
  return shape === 'block' || shape === 'underline' ? { cursorShape: shape } : {};
}

/** Reads how often the machine's terminal has rung its bell. */
function terminalBells(device: object): () => number {
  return () => {
    const bells = (device as { terminal?: { bells?: unknown } }).terminal?.bells;
    return typeof bells === 'number' ? bells : 0;
  };
}

/**
 * What users may call the bays, shortest first: a drive by its letter (`isa2.a`) or the number of its device
 * (`drive8.disk`), as long as no other bay is called so.
 */
function bayNames(bays: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map(
    bays.map((bay) => {
      const last = bay.slice(bay.lastIndexOf('.') + 1);
      const [, card = '', number = ''] = /^((?:[a-z]+)(\d+))\./.exec(bay) ?? [];
      const lettered = /^(?:[a-z]|disk\d)$/i.test(last);
      const names = lettered ? [last, bay] : [number, card, bay];
      return [bay, [...new Set(names.filter((name) => name !== '').map((name) => name.toLowerCase()))]] as const;
    }),
  );
  const taken = (name: string): boolean => [...all.values()].filter((names) => names.includes(name)).length > 1;
  return new Map([...all].map(([bay, names]) => [bay, names.filter((name) => name === bay || !taken(name))]));
}

/** A file name for a picture that is not taken. */
function freeName(id: string): string {
  for (let n = 1; ; n++) if (!existsSync(`${id}-${n}.png`)) return `${id}-${n}.png`;
}

/** What the question for keys proposes: the keys that no terminal passes on, where a machine has them. */
function usualKeys(session: Session): string {
  return session.keys?.table.key('ctrl-alt-delete') === undefined ? '' : 'ctrl-alt-delete';
}

function statusOf(run: PreparedRun): () => HostStatus {
  const { session, media } = run;
  const { machine } = session;
  const cpu = Object.values(machine.wired.parts).find((p) => p.device === machine.processor)!;
  const names = bayNames(Object.keys(machine.flat.media ?? {}));
  let tick = machine.tick;
  let at = performance.now();
  let ratio = 1;
  return () => {
    const now = performance.now();
    if (now - at > 100) {
      ratio = Math.max(0, (machine.tick - tick) / machine.ticksPerSecond / ((now - at) / 1000));
      tick = machine.tick;
      at = now;
    }
    return {
      clockHz: (machine.ticksPerSecond * cpu.clock.den) / cpu.clock.num,
      ratio,
      warp: session.pacing === 'warp',
      drives: [...names.keys()]
        .filter((bay) => session.media.has(bay))
        .map((bay) => ({
          name: names.get(bay)![0]!.toUpperCase(),
          activity: media.activity(bay),
        })),
    };
  };
}

function commandsOf(
  run: PreparedRun,
  picture: PictureView | null,
  screen: TextScreen,
  joystick: LiveJoystick,
): HostCommand[] {
  const { session, media } = run;
  const usual = session.pacing === 'warp' ? 'auto' : session.pacing;
  const commands: HostCommand[] = [
    {
      key: 'r',
      title: 'reset',
      help: 'presses RESET',
      run: () => {
        session.reset();
        return 'Reset.';
      },
    },
    {
      key: 'w',
      title: 'warp',
      help: 'as fast as possible, and back',
      run: () => {
        session.pacing = session.pacing === 'warp' ? usual : 'warp';
        return session.pacing === 'warp' ? 'As fast as possible.' : 'Usual speed.';
      },
    },
    {
      key: 's',
      title: 'save state',
      help: 'saves the state to a file',
      run: async (host) => {
        const file = (await host.ask('Save the state to file: '))?.trim();
        if (!file) return undefined;
        await writeFile(file, saveStateFile(session));
        return `Saved to ${file}.`;
      },
    },
  ];
  if (picture !== null) {
    commands.push(
      {
        key: 'g',
        title: 'graphics',
        help: 'shows the picture in place of its text, and back',
        run: (host) => {
          picture.toggle(screen);
          host.redraw();
          return undefined;
        },
      },
      {
        key: 'i',
        title: 'image',
        help: 'saves the picture to a PNG file',
        run: async (host) => {
          const file = (await host.ask('Save the picture to file: ', freeName(run.entry.definition.id)))?.trim();
          if (!file) return undefined;
          run.captures.dump(file);
          return `Saved to ${file}.`;
        },
      },
    );
  }
  if (session.keys !== null) {
    commands.push({
      key: 'k',
      title: 'keys',
      help: 'presses keys together that the terminal cannot send',
      run: async (host) => {
        const answer = (await host.ask('Keys to press together: ', usualKeys(session)))?.trim();
        if (!answer) return undefined;
        const name = keyNameOfQemu(answer);
        const keys = session.keys!.table.key(name);
        if (keys === undefined) return `There are no keys "${answer}". "backplane info" lists their names.`;
        session.keys!.strike(keys);
        return undefined;
      },
    });
  }
  if (session.controllers.length > 0) {
    commands.push({
      key: 'j',
      title: 'joystick',
      help: 'arrow keys and Space are a joystick, the next one, or keys again',
      run: () => joystick.next(),
    });
  }
  if (run.entry.autostart !== undefined) {
    commands.push({
      key: 'a',
      title: 'start a file',
      help: 'switches off and on, and starts a file',
      run: async (host) => {
        const file = (await host.ask('File to start: '))?.trim();
        if (!file) return undefined;
        startNow(run, file);
        return `Starting ${file}.`;
      },
    });
  }
  const bays = Object.keys(session.machine.flat.media ?? {});
  const names = bayNames(bays);
  if (bays.length > 0) {
    commands.push({
      key: 'd',
      title: 'disk',
      help: 'puts a disk into a drive, or takes it out',
      run: async (host) => {
        const first = names.get(bays.find((b) => names.get(b)![0] === 'a' || /^drive/.test(b)) ?? bays[0]!)![0];
        const answer = (await host.ask(`Drive and file or folder (${first} disk.img, ${first} none): `))?.trim();
        if (!answer) return undefined;
        const [, bay = '', file = ''] = /^(\S+?):?\s+(.+)$/.exec(answer) ?? [];
        const known = bays.find((b) => names.get(b)!.includes(bay.toLowerCase()));
        if (known === undefined) {
          return `There is no drive "${bay || answer}". There are: ${bays.map((b) => names.get(b)![0]).join(', ')}.`;
        }
        const argument = mediaArgument(file);
        media.insert(known, argument);
        const name = names.get(known)![0];
        return argument.path === null ? `Drive ${name} is empty.` : `${argument.path} is in drive ${name}.`;
      },
    });
  }
  return commands;
}
