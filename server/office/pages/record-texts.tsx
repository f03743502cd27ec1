/** Moments, devices and verdicts of records, as text. */
import type { ReactElement } from 'react';
import type { CaptureTime } from '../../../src/domain/capture-time';
import type { NodeWords } from '../../../src/words/words';
import { deviceReading, formatOffset, type OfficeTime } from '../office-time';
import { inUtc } from '../office-words';
import type { DeviceName } from '../queries/read-record';
import { useOffice } from './office-context';

/** A moment in the office's time. */
export function Moment({ at }: { readonly at: Date }): ReactElement {
  return <time dateTime={at.toISOString()}>{useOffice().words.dateTime(at.getTime())}</time>;
}

/** When a picture was inspected: in the office's time, and by the device's own clock where that differs. */
export function InspectedAt(props: { readonly at: Date; readonly utcOffsetMinutes: number }): ReactElement {
  const { words, time } = useOffice();
  const onDevice = deviceMoment(words, time, props);
  return (
    <span>
      <Moment at={props.at} />
      {onDevice === undefined ? null : (
        <span className="quiet small"> {words.say('office.onDevice', { moment: onDevice })}</span>
      )}
    </span>
  );
}

/** The reading of the device's clock with its offset, "21 Nov 2026, 12:00 (UTC+05:30)"; undefined where both clocks agree. */
export function deviceMoment(
  words: NodeWords,
  { offsetMinutes }: OfficeTime,
  { at, utcOffsetMinutes }: { readonly at: Date; readonly utcOffsetMinutes: number },
): string | undefined {
  if (offsetMinutes(at) === utcOffsetMinutes) return undefined;
  const moment = inUtc(words).dateTime(deviceReading(at, utcOffsetMinutes).getTime());
  return words.say('office.deviceMoment', { moment, offset: formatOffset(utcOffsetMinutes) });
}

/** When a picture was taken, "1 Mar 2024, 10:20 (UTC+05:30) by the camera's clock". */
export function captureMoment(words: NodeWords, { local, utcOffsetMinutes }: CaptureTime): string {
  const moment = words.localDateTime(local);
  if (utcOffsetMinutes === undefined) return words.say('office.takenAt', { moment });
  return words.say('office.takenAtOffset', { moment, offset: formatOffset(utcOffsetMinutes) });
}

/** A device and its location. */
export function deviceText(words: NodeWords, device: DeviceName | undefined): string {
  if (device === undefined || device.name === '') return words.say('office.deviceUnknown');
  return words.say('office.deviceAt', { name: device.name, location: device.location });
}
