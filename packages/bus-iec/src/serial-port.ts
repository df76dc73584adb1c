/**
 * A device's side of the serial bus protocol.
 *
 * Everything is driven by changes of the lines and one timer; an idle device does nothing. A line is `true` while it is
 * pulled low. Times in µs from the timing table of the Programmer's Reference Guide (chapter 6) and from Jim
 * Butterfield, "How the VIC/64 Serial Bus Works" (Compute!, July 1983):
 *
 * | time | minimum | typical | maximum | here |
 * | --- | --- | --- | --- | --- |
 * | ATN response (Tat) | – | – | 1000 | 0 |
 * | listener hold-off (Th) | 0 | – | ∞ | 25 |
 * | non-EOI response to ready for data (Tne) | – | 40 | 200 | 40 |
 * | bit set-up, talker (Ts) | 20 | 70 | – | 85 |
 * | data valid (Tv) | 20 | 20 | – | 85 |
 * | frame handshake (Tf) | 0 | 20 | 1000 | 25 |
 * | between bytes (Tbb) | 100 | – | – | 100 |
 * | EOI response (Tye) | 200 | 250 | – | 250 |
 * | EOI response hold (Tei) | 60 | – | – | 80 |
 * | talker response limit (Try) | 0 | 30 | 60 | 40 |
 * | talk-attention acknowledge (Tdc) | 0 | – | – | 25 |
 * | its hold (Tda) | 80 | – | – | 100 |
 *
 * A C64 listens with a loop of 15 cycles that believes a level when it has read it twice, 4 cycles apart; its picture
 * stops that loop for 43 cycles in every eighth line, and for up to 19 more where sprites are. So a level has to stay for
 * 81 cycles, 82 µs, which is why Ts and Tv are longer here than the table demands.
 */
import type { InputPin, OutputPin, PartContext, StateIo } from '@backplane/kernel';

/** What a device does with what it is told. Calls are made before the byte is acknowledged on the bus. */
export interface SerialDevice {
  /** Addresses that it answers: usually the same device number twice. */
  readonly listenAddress: number;
  readonly talkAddress: number;
  /** LISTEN and OPEN for this device: a name follows. */
  open(channel: number, t: number): void;
  /** LISTEN and CLOSE for this device. */
  close(channel: number, t: number): void;
  /** LISTEN and a channel for this device: data follow. @returns false if the channel takes none */
  listen(channel: number, t: number): boolean;
  /** A byte for the channel of the last `open` or `listen`. @returns false to leave the bus */
  receive(byte: number, eoi: boolean, t: number): boolean;
  /** UNLISTEN while the device was listening. */
  unlisten(t: number): void;
  /** The byte that a channel sends next, + 256 if it is the last one; −1 if there is none. */
  next(channel: number, t: number): number;
  /** The byte that `next` gave has arrived. */
  sent(channel: number, t: number): void;
}

const TH = 25;
const TNE = 40;
const TS = 85;
const TV = 85;
const TF = 25;
const TBB = 100;
const TYE = 250;
const TEI = 80;
const TRY = 40;
const TDC = 25;
const TDA = 100;
/** A listener that does not acknowledge a byte within this time is not there. */
const FRAME_LIMIT = 1000;
/**
 * From acknowledging the address of another device to leaving the bus: long enough for the computer to see the
 * acknowledgement, and less than the 1 ms that it waits before it looks whether the device that it means is there.
 */
const ASIDE_AFTER = 200;
/** From CLK being released to looking at DATA: both may change in the same cycle of a processor. */
const SAMPLE = 8;

/** Pins of a device on the bus. */
export type SerialContext = PartContext<'clk' | 'data', 'atn' | 'clk' | 'data' | 'reset'>;

/** What the device is doing. `wait` = for a change of a line, `in` = for the timer. */
const IDLE = 0;
/** ATN is on, waiting for the computer to pull CLK. */
const ATTENTION = 1;
/** Listener: DATA held, waiting for the talker to release CLK. */
const AWAIT_TALKER = 2;
/** Listener: CLK was released, DATA will be. */
const GET_READY = 3;
/** Listener: DATA released, waiting for CLK; too long a wait is EOI. */
const READY = 4;
/** Listener: DATA pulled to acknowledge EOI. */
const ACKNOWLEDGE_EOI = 5;
/** Listener: EOI acknowledged, waiting for CLK. */
const AFTER_EOI = 6;
/** Listener: CLK is pulled, waiting for it to be released. */
const BIT_LOW = 7;
/** Listener: CLK is released, DATA is looked at soon. */
const BIT_HIGH = 8;
/** Listener: the bit is taken, waiting for CLK. */
const BIT_TAKEN = 9;
/** Listener: the byte is complete, DATA will be pulled. */
const ACKNOWLEDGE = 10;
/** Talker: ATN is off, waiting for the computer to release CLK. */
const TURN_ROUND = 11;
/** Talker: CLK will be pulled. */
const TAKE_CLOCK = 12;
/** Talker: CLK is pulled, it will be released when there is a byte. */
const PREPARE = 13;
/** Talker: CLK released, waiting for all listeners to release DATA. */
const AWAIT_LISTENER = 14;
/** Talker: last byte, waiting for the listener to pull DATA, then to release it. */
const EOI_PULLED = 15;
const EOI_RELEASED = 16;
/** Talker: CLK will be pulled for the first bit. */
const START = 17;
/** Talker: a bit is on DATA, CLK will be released. */
const SEND_LOW = 18;
/** Talker: CLK is released, it will be pulled. */
const SEND_HIGH = 19;
/** Talker: byte sent, waiting for DATA. */
const AWAIT_FRAME = 20;
/** ATN is on and somebody else was addressed: DATA will be released, so that the computer can tell who is not there. */
const LET_GO = 21;
/** The same, with DATA released: waiting for ATN to end. */
const ASIDE = 22;

/** Attention: which command the last LISTEN or TALK was followed by. */
const NONE = -1;

export class SerialPort {
  readonly #device: SerialDevice;
  readonly #atn: InputPin;
  readonly #clkIn: InputPin;
  readonly #dataIn: InputPin;
  readonly #clk: OutputPin;
  readonly #data: OutputPin;
  readonly #ctx: SerialContext;
  readonly #timer: number;
  readonly #ticksPerMicrosecond: number;

  #phase = IDLE;
  #listening = false;
  #talking = false;
  /** Channel of the present LISTEN or TALK, or NONE if none was named. */
  #channel = NONE;
  /** The listener has refused: it stays off the bus until the next ATN. */
  #refused = false;
  #shift = 0;
  #bits = 0;
  #eoi = false;

  constructor(ctx: SerialContext, device: SerialDevice) {
    this.#ctx = ctx;
    this.#device = device;
    this.#atn = ctx.in.atn;
    this.#clkIn = ctx.in.clk;
    this.#dataIn = ctx.in.data;
    this.#clk = ctx.out.clk;
    this.#data = ctx.out.data;
    this.#ticksPerMicrosecond = ctx.ticksPerSecond / 1e6;
    this.#timer = ctx.scheduler.allocate(`${ctx.id}.serial`, (t) => this.#due(t));
    this.#atn.listen((on, t) => (on ? this.#attention(t) : this.#attentionEnds(t)));
    this.#clkIn.listen((on, t) => {
      if (this.#phase !== IDLE) this.#clockChanged(on, t);
    });
    this.#dataIn.listen((on, t) => {
      if (this.#phase !== IDLE) this.#dataChanged(on, t);
    });
  }

  /** True while the device is addressed or a command is being sent. */
  get busy(): boolean {
    return this.#phase !== IDLE;
  }

  /** Leaves the bus. */
  reset(t: number): void {
    this.#ctx.scheduler.cancel(this.#timer);
    this.#listening = false;
    this.#talking = false;
    this.#channel = NONE;
    this.#refused = false;
    this.#shift = 0;
    this.#bits = 0;
    this.#eoi = false;
    this.#leave(t);
  }

  state(io: StateIo): void {
    this.#phase = io.number('phase', this.#phase);
    this.#listening = io.bool('listening', this.#listening);
    this.#talking = io.bool('talking', this.#talking);
    this.#channel = io.number('channel', this.#channel);
    this.#refused = io.bool('refused', this.#refused);
    this.#shift = io.number('shift', this.#shift);
    this.#bits = io.number('bits', this.#bits);
    this.#eoi = io.bool('eoi', this.#eoi);
  }

  // ---------------------------------------------------------------- helpers

  #in(phase: number, microseconds: number, t: number): void {
    this.#phase = phase;
    this.#ctx.scheduler.at(this.#timer, t + Math.ceil(microseconds * this.#ticksPerMicrosecond));
  }

  /** Goes to a phase that waits for a line. */
  #wait(phase: number): void {
    this.#phase = phase;
    this.#ctx.scheduler.cancel(this.#timer);
  }

  #leave(t: number): void {
    this.#wait(IDLE);
    this.#clk.drive(false, t);
    this.#data.drive(false, t);
  }

  // ---------------------------------------------------------------- attention

  #attention(t: number): void {
    // a gate of the drive pulls DATA without its processor
    this.#refused = false;
    this.#wait(ATTENTION);
    this.#clk.drive(false, t);
    this.#data.drive(true, t);
    if (this.#clkIn.level) this.#wait(AWAIT_TALKER);
  }

  #attentionEnds(t: number): void {
    if (this.#listening && this.#channel !== NONE && !this.#refused) {
      this.#wait(AWAIT_TALKER);
      this.#data.drive(true, t);
      if (!this.#clkIn.level) this.#in(GET_READY, TH, t);
    } else if (this.#talking && this.#channel !== NONE) {
      this.#wait(TURN_ROUND);
      if (!this.#clkIn.level) this.#in(TAKE_CLOCK, TDC, t);
    } else this.#leave(t);
  }

  /** A byte under ATN. @returns false if it addresses another device and this one has nothing to do with it */
  #command(byte: number, t: number): boolean {
    const device = this.#device;
    const number = byte & 0x1f;
    switch (byte & 0xe0) {
      case 0x20:
        if (number === 0x1f) {
          if (this.#listening) device.unlisten(t);
          this.#listening = false;
        } else if (number === device.listenAddress) {
          this.#listening = true;
          this.#talking = false;
          this.#channel = NONE;
        } else return this.#listening;
        break;
      case 0x40:
        this.#talking = number === device.talkAddress;
        if (this.#talking) {
          this.#listening = false;
          this.#channel = NONE;
        } else return this.#listening || number === 0x1f;
        break;
      case 0x60:
        if (!this.#listening && !this.#talking) break;
        this.#channel = byte & 0x0f;
        if (this.#listening) this.#refused = !device.listen(this.#channel, t);
        break;
      case 0xe0:
        if (!this.#listening) break;
        this.#channel = NONE;
        if ((byte & 0x10) === 0) device.close(byte & 0x0f, t);
        else {
          this.#channel = byte & 0x0f;
          device.open(this.#channel, t);
        }
        break;
    }
    return true;
  }

  // ---------------------------------------------------------------- lines

  #clockChanged(on: boolean, t: number): void {
    switch (this.#phase) {
      case ATTENTION:
        if (on) this.#wait(AWAIT_TALKER);
        break;
      case AWAIT_TALKER:
        if (!on) this.#in(GET_READY, TH, t);
        break;
      case GET_READY:
        if (on) this.#wait(AWAIT_TALKER);
        break;
      case READY:
      case AFTER_EOI:
        if (on) this.#firstBit();
        break;
      case BIT_LOW:
        if (!on) this.#in(BIT_HIGH, SAMPLE, t);
        break;
      case BIT_HIGH:
        if (!on) break;
        this.#sample(t);
        this.#bitEnds(t);
        break;
      case BIT_TAKEN:
        if (on) this.#bitEnds(t);
        break;
      case TURN_ROUND:
        if (!on) this.#in(TAKE_CLOCK, TDC, t);
        break;
    }
  }

  #dataChanged(on: boolean, t: number): void {
    switch (this.#phase) {
      case READY:
        // all listeners are ready now: from here on silence means EOI
        if (!on) this.#in(READY, TYE, t);
        break;
      case AWAIT_LISTENER:
        if (!on) this.#listenerReady(t);
        break;
      case EOI_PULLED:
        if (on) this.#wait(EOI_RELEASED);
        break;
      case EOI_RELEASED:
        if (!on) this.#in(START, TRY, t);
        break;
      case AWAIT_FRAME:
        if (on) this.#acknowledged(t);
        break;
    }
  }

  #acknowledged(t: number): void {
    this.#device.sent(this.#channel, t);
    this.#in(PREPARE, TBB, t);
  }

  #firstBit(): void {
    this.#shift = 0;
    this.#bits = 0;
    this.#wait(BIT_LOW);
  }

  #sample(t: number): void {
    // least significant bit first; DATA pulled is a 0
    this.#shift = (this.#shift >> 1) | (this.#dataIn.at(t) ? 0 : 0x80);
    this.#bits++;
    this.#wait(BIT_TAKEN);
  }

  #bitEnds(t: number): void {
    if (this.#bits < 8) this.#wait(BIT_LOW);
    else this.#in(ACKNOWLEDGE, TF, t);
  }

  #listenerReady(t: number): void {
    if (this.#eoi) this.#wait(EOI_PULLED);
    else this.#in(START, TNE, t);
  }

  // ---------------------------------------------------------------- timer

  #due(t: number): void {
    switch (this.#phase) {
      case GET_READY:
        this.#eoi = false;
        this.#wait(READY);
        // tells `#dataChanged` if nobody else holds it
        this.#data.drive(false, t);
        break;
      case READY:
        this.#eoi = true;
        this.#in(ACKNOWLEDGE_EOI, TEI, t);
        this.#data.drive(true, t);
        break;
      case ACKNOWLEDGE_EOI:
        this.#wait(AFTER_EOI);
        this.#data.drive(false, t);
        if (this.#clkIn.level) this.#firstBit();
        break;
      case BIT_HIGH:
        this.#sample(t);
        break;
      case ACKNOWLEDGE:
        this.#byteArrived(t);
        break;
      case TAKE_CLOCK:
        this.#in(PREPARE, TDA, t);
        this.#clk.drive(true, t);
        this.#data.drive(false, t);
        break;
      case PREPARE:
        this.#prepare(t);
        break;
      case START:
        this.#clk.drive(true, t);
        this.#bits = 0;
        this.#putBit(t);
        break;
      case SEND_LOW:
        this.#in(SEND_HIGH, TV, t);
        this.#clk.drive(false, t);
        break;
      case SEND_HIGH:
        this.#clk.drive(true, t);
        this.#data.drive(false, t);
        this.#bits++;
        if (this.#bits < 8) this.#putBit(t);
        else {
          this.#in(AWAIT_FRAME, FRAME_LIMIT, t);
          // a listener may acknowledge as soon as it has the last bit
          if (this.#dataIn.level) this.#acknowledged(t);
        }
        break;
      case AWAIT_FRAME:
        this.#talking = false;
        this.#leave(t);
        break;
      case LET_GO:
        this.#wait(ASIDE);
        this.#data.drive(false, t);
        break;
    }
  }

  #byteArrived(t: number): void {
    const byte = this.#shift;
    this.#wait(AWAIT_TALKER);
    if (this.#atn.at(t)) {
      if (!this.#command(byte, t)) this.#in(LET_GO, ASIDE_AFTER, t);
    } else if (!this.#device.receive(byte, this.#eoi, t)) {
      this.#refused = true;
      this.#leave(t);
      return;
    }
    this.#data.drive(true, t);
  }

  #prepare(t: number): void {
    const next = this.#device.next(this.#channel, t);
    if (next < 0) {
      // silence: the computer's own time limit tells it that there is nothing
      this.#leave(t);
      return;
    }
    this.#shift = next & 0xff;
    this.#eoi = next > 0xff;
    this.#wait(AWAIT_LISTENER);
    this.#clk.drive(false, t);
    if (!this.#dataIn.level) this.#listenerReady(t);
  }

  #putBit(t: number): void {
    this.#in(SEND_LOW, TS, t);
    this.#data.drive((this.#shift & 1) === 0, t);
    this.#shift >>= 1;
  }
}
