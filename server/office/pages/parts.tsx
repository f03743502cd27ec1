/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** Small pieces that several pages draw. */
import type { Child } from 'hono/jsx';
import type { OfficeTime } from '../moments';
import type { Tone } from '../tone';

/** A verdict or a state in words on its colour. */
export function Chip({ tone, children }: { readonly tone: Tone; readonly children: Child }) {
  return <span class={`chip tone-${tone}`}>{children}</span>;
}

/** Terms and what they are. */
export function Facts({ facts }: { readonly facts: readonly (readonly [term: string, fact: Child])[] }) {
  return (
    <dl class="facts">
      {facts.map(([term, fact]) => (
        <div class="fact">
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A moment in the office's time. */
export function Moment({ at, time }: { readonly at: Date; readonly time: OfficeTime }) {
  return <time datetime={at.toISOString()}>{time.moment(at)}</time>;
}

/** When a photo was taken: in the office's time, and by the device's own clock where that differs. */
export function TakenAt(props: { readonly at: Date; readonly utcOffsetMinutes: number; readonly time: OfficeTime }) {
  const there = props.time.deviceMoment(props.at, props.utcOffsetMinutes);
  return (
    <span>
      <Moment at={props.at} time={props.time} />
      {there === undefined ? null : <span class="quiet small"> on the device {there}</span>}
    </span>
  );
}

/** A device and where it is. */
export function DeviceName({ device }: { readonly device: DeviceWords | undefined }) {
  if (device === undefined || device.name === '') return <span class="quiet">A device not registered here</span>;
  return (
    <span>
      {device.name}, {device.location}
    </span>
  );
}

interface DeviceWords {
  readonly name: string;
  readonly location: string;
}
