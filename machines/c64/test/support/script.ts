import type { InputValue } from '@backplane/kernel';

/** Something from each input, in the first five frames. */
export const SCRIPT: readonly { readonly tick: number; readonly input: string; readonly value: InputValue }[] = [
  { tick: 100_000, input: 'keyboard', value: '+a' },
  { tick: 200_000, input: 'joystick1', value: 0x15 },
  { tick: 250_001, input: 'keyboard', value: '+restore' },
  { tick: 300_007, input: 'mouse1', value: '5 250 1' },
  { tick: 350_000, input: 'lightpen', value: '100 50' },
  { tick: 400_000, input: 'keyboard', value: '-a' },
  { tick: 500_000, input: 'keybuf', value: 'list\n' },
  { tick: 600_000, input: 'paddles2', value: '50 60 2' },
  { tick: 700_000, input: 'joystick1', value: 0 },
  { tick: 900_000, input: 'keyboard', value: '-restore' },
  { tick: 900_001, input: 'autostart', value: 'run' },
  { tick: 1_100_000, input: 'joystick2', value: 3 },
];
