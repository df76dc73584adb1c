import type { LeftOut } from './vice.ts';

/*
 * Options of QEMU, MAME and DOSBox that mean nothing here
 *
 * They are about windows, networks, accelerators and monitors of theirs. Those that change nothing that one would miss are
 * taken silently with their values; of the others the user is told what is not there. Names are in lower case.
 */

/** Options without a value that change nothing here. */
const FLAGS = [
  // QEMU
  'no-fd-bootchk no-quit no-frame no-hpet no-acpi nodefaults no-user-config curses sdl alt-grab ctrl-grab full-screen',
  'enable-kvm usb no-shutdown daemonize',
  // MAME
  'window nowindow maximize nomaximize nomax max skip-gameinfo noskip-gameinfo keepaspect nokeepaspect unevenstretch',
  'nounevenstretch waitvsync nowaitvsync syncrefresh nosyncrefresh autoframeskip noautoframeskip mouse nomouse',
  'multikeyboard nofilter filter natural nonatural ui-active sleep nosleep readconfig noreadconfig',
  // DOSBox
  'noconsole noautoexec securemode startmapper nomenu',
]
  .join(' ')
  .split(' ');

/** Options with a value that change nothing here. */
const VALUES = [
  'name uuid smp accel pidfile msg vga-mem plugin audiodev win2k-hack',
  'video prescale resolution resolution0 view screen effect frameskip gamma volume audio-latency cfg-directory',
  'nvram-directory snapshot-directory snapview natkeyboard pluginspath language uimodekey',
]
  .join(' ')
  .split(' ');

/** Options of things that are not there: what, and whether a value belongs to them. */
const MISSING: Readonly<Record<string, readonly [what: string, value: boolean]>> = {
  monitor: ['the monitor', true],
  mon: ['the monitor', true],
  qmp: ['the monitor', true],
  gdb: ['the debugger', true],
  s: ['the debugger', false],
  debug: ['the debugger', false],
  debugscript: ['the debugger', true],
  trace: ['the debugger', true],
  net: ['the network', true],
  netdev: ['the network', true],
  nic: ['the network', true],
  usbdevice: ['USB', true],
  vnc: ['a display over the network', true],
  spice: ['a display over the network', true],
  chardev: ['a character device of the host', true],
  global: ['a property of that device', true],
  cpu: ['another processor', true],
  conf: ['a reader of DOSBox files; a profile is JSON, see docs/cli.md', true],
};

/** What to do with an option of QEMU's, MAME's or DOSBox's that means nothing here, or undefined if it is none. */
export function leftOutOfOthers(name: string): LeftOut | undefined {
  if (FLAGS.includes(name)) return { value: false };
  if (VALUES.includes(name)) return { value: true };
  const missing = Object.hasOwn(MISSING, name) ? MISSING[name] : undefined;
  return missing === undefined ? undefined : { missing: missing[0], value: missing[1] };
}

/** Options of others that a run without them would not be what was asked for: what to write in their place. */
export const WRITTEN_OTHERWISE: Readonly<Record<string, string>> = {
  drive:
    'Write -fda FILE, -fdb FILE, -hda FILE or -hdb FILE; ",ro", ",snapshot" and ",format=NAME" may follow the file.',
  cdrom: 'There are no CD-ROM drives.',
  cdrom1: 'There are no CD-ROM drives.',
  kernel: 'There is no loading of kernels; start from a disk image.',
};
