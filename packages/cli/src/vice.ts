/*
 * Options of VICE that mean nothing here
 *
 * Scripts for VICE give options about its windows, its sound output and its ways to load. A run here has no such things,
 * or always behaves so. They are taken with their values and told in one line. Names are in lower case; a `+` in front
 * switches an option off in VICE.
 */

/** Options without a value. */
const FLAGS = [
  'default silent verbose minimized fullscreen confirmonexit confirmonoff saveres basicload autoload',
  'sound soundsync soundfixed trapdevice8 trapdevice9 trapdevice10 trapdevice11 truedrive drivesound',
  'drive8truedrive drive9truedrive drive10truedrive drive11truedrive virtualdev virtualdev8 virtualdev9',
  'virtualdev10 virtualdev11 autostart-warp autostart-handle-tde autostart-delay-random autostart-basic-load',
  'autostart-tape-basic-load iecdevice8 iecdevice9 iecdevice10 iecdevice11 viciiextpal viciiintpal viciidscan viciidsize viciihwscale viciivcache viciinewluminances',
  'viciiaudioleak viciidoublescan kbdstatusbar native-monitor keepaspect trueaspect logtofile logtostdout',
]
  .join(' ')
  .split(' ');

/** Options with a value. */
const VALUES = [
  'config logfile sounddev soundarg soundrate soundbufsize soundfragsize soundvolume soundoutput soundwarpmode refresh',
  'jamaction autostartprgmode autostartprgdiskimage autostart-delay keybuf-delay viciifilter viciipalette viciiborders',
  'viciiborder viciisaturation viciicontrast viciibrightness viciigamma viciitint viciioddlinesphase',
  'viciioddlineoffset viciiscanlineshade viciirenderer viciiglfilter directory seed keymap symkeymap poskeymap',
  'residsamp residpass residgain residfilterbias resid8580pass resid8580gain resid8580filterbias sidengine',
  'raminitstartvalue raminitvalueinvert raminitvalueoffset raminitpatterninvert raminitrandomchance',
  'drive8type drive9type drive10type drive11type drive8wobbleamplitude drive8wobblefrequency drive8rpm',
]
  .join(' ')
  .split(' ');

/** Options of things that are not there. */
const MISSING: Readonly<Record<string, { readonly value: boolean; readonly what: string }>> = {
  moncommands: { value: true, what: 'the monitor' },
  monlog: { value: false, what: 'the monitor' },
  monlogname: { value: true, what: 'the monitor' },
  initbreak: { value: true, what: 'the monitor' },
  remotemonitor: { value: false, what: 'the monitor' },
  remotemonitoraddress: { value: true, what: 'the monitor' },
  binarymonitor: { value: false, what: 'the monitor' },
  binarymonitoraddress: { value: true, what: 'the monitor' },
};

/** An option that is taken and left out. */
export interface LeftOut {
  /** A value belongs to it. */
  readonly value: boolean;
  /** What would have to be there, if it matters. */
  readonly missing?: string;
}

/** What to do with an option of VICE's that means nothing here, or undefined if it is none. */
export function leftOut(name: string, plus = false): LeftOut | undefined {
  if (FLAGS.includes(name)) return { value: false };
  if (plus) return undefined;
  if (VALUES.includes(name)) return { value: true };
  const missing = Object.hasOwn(MISSING, name) ? MISSING[name] : undefined;
  return missing === undefined ? undefined : { value: missing.value, missing: missing.what };
}
