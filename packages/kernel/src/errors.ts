/** A mistake in a machine definition, profile or wiring. The message names both sides and what to do. */
export class WiringError extends Error {
  override readonly name = 'WiringError';
}

/** A snapshot that does not fit the machine or is damaged. The message names the section and field. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** A ROM image that is missing or has the wrong size or SHA-1. */
export class RomError extends Error {
  override readonly name = 'RomError';
}
