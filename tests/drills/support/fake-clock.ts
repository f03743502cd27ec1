/** Loaded before the server: sets its wall clock ahead by `FAKE_CLOCK_AHEAD_MS`. */
const aheadMs = Number(process.env['FAKE_CLOCK_AHEAD_MS'] ?? 0);
const realNow = Date.now.bind(Date);

class FakeDate extends Date {
  constructor(...args: [] | [number | string]) {
    super(args.length === 0 ? realNow() + aheadMs : args[0]);
  }

  static override now(): number {
    return realNow() + aheadMs;
  }
}

Reflect.set(globalThis, 'Date', FakeDate);
