import type { Controller, Session } from '@backplane/session';

/** Names of host keys that are a controller's directions and its first button. */
const BUTTONS: Readonly<Record<string, string>> = {
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  space: 'fire',
};
const OPPOSITE: Readonly<Record<string, string>> = { up: 'down', down: 'up', left: 'right', right: 'left' };
/** On a terminal that does not tell when keys come up, a direction holds for so many ms of the machine's time. */
const HOLD = 150;

/** Arrow keys and Space as a joystick, while the user wants that. */
export class LiveJoystick {
  readonly #session: Session;
  /** Which controller the keys are, or −1 for none. */
  #active = -1;
  /** When what was struck comes up again: tick by button. */
  readonly #until = new Map<string, number>();

  constructor(session: Session) {
    this.#session = session;
    session.onSlice(() => this.#release());
  }

  get #controller(): Controller | undefined {
    return this.#session.controllers[this.#active];
  }

  /** The next controller, and after the last one none. Returns what the keys are now. */
  next(): string {
    this.releaseAll();
    const { controllers } = this.#session;
    this.#active = this.#active + 1 < controllers.length ? this.#active + 1 : -1;
    const title = this.#controller?.support.title;
    return title === undefined ? 'Arrow keys and Space are keys again.' : `Arrow keys and Space are: ${title}.`;
  }

  #button(name: string): readonly [Controller, string] | null {
    const controller = this.#controller;
    const button = Object.hasOwn(BUTTONS, name) ? BUTTONS[name]! : undefined;
    if (controller === undefined || button === undefined) return null;
    return Object.hasOwn(controller.support.buttons, button) ? [controller, button] : null;
  }

  /** A key was struck. Returns false if it is none of the joystick's. */
  strike(name: string): boolean {
    const found = this.#button(name);
    if (found === null) return false;
    const [controller, button] = found;
    const { machine } = this.#session;
    const other = OPPOSITE[button];
    if (other !== undefined && this.#until.delete(other)) controller.set(other, false);
    controller.set(button, true);
    this.#until.set(button, machine.tick + (HOLD * machine.ticksPerSecond) / 1000);
    return true;
  }

  /** A key went down or came up. Returns false if it is none of the joystick's. */
  hold(name: string, down: boolean): boolean {
    const found = this.#button(name);
    found?.[0].set(found[1], down);
    return found !== null;
  }

  /** Lets everything go. */
  releaseAll(): void {
    this.#until.clear();
    this.#controller?.release();
  }

  #release(): void {
    for (const [button, tick] of this.#until) {
      if (tick > this.#session.machine.tick) continue;
      this.#until.delete(button);
      this.#controller?.set(button, false);
    }
  }
}
