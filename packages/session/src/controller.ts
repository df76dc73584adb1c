import { type InputValue, suggest } from '@backplane/kernel';
import type { ControllerSupport } from './catalog.ts';
import { SessionError } from './errors.ts';

/** What a controller needs of its session. */
export interface ControllerHost {
  /** Does something between two slices: at once if the machine does not run. */
  between(action: () => void): void;
  input(name: string, value: InputValue): void;
}

/** A joystick or pad in the user's hands: buttons that are down or not, which reach the machine as one input. */
export class Controller {
  readonly support: ControllerSupport;
  readonly #host: ControllerHost;
  #bits = 0;

  constructor(support: ControllerSupport, host: ControllerHost) {
    this.support = support;
    this.#host = host;
  }

  /** A direction or button goes down or comes up. @throws SessionError if there is none of that name */
  set(button: string, down: boolean): void {
    const { buttons, title } = this.support;
    if (!Object.hasOwn(buttons, button)) {
      throw new SessionError(`${title} has no "${button}".${suggest(button, Object.keys(buttons))}`);
    }
    const bits = down ? this.#bits | buttons[button]! : this.#bits & ~buttons[button]!;
    this.#put(bits);
  }

  /** Lets everything go. */
  release(): void {
    this.#put(0);
  }

  /** The machine has another state or has been switched off and on: nothing is down as far as it knows. */
  forget(): void {
    this.#bits = 0;
  }

  #put(bits: number): void {
    if (bits === this.#bits) return;
    this.#bits = bits;
    this.#host.between(() => this.#host.input(this.support.input, bits));
  }
}
