/** The camera of the device as a live stream. */
import { fail, succeed, type Result } from '../domain/result';

/** Why there is no stream. */
export type CameraFault =
  /** The browser offers no camera: it is too old, or the address is not secure. */
  | { readonly kind: 'camera-unsupported'; readonly isSecure: boolean }
  | { readonly kind: 'camera-absent' }
  /** The user, the browser or the owner of the device does not allow it. */
  | { readonly kind: 'camera-refused' }
  /** Another app uses it. */
  | { readonly kind: 'camera-in-use' }
  | { readonly kind: 'camera-failed'; readonly detail: string };

/** An open camera. The caller that opened it must close it. */
export interface Camera {
  readonly stream: MediaStream;
  readonly hasTorch: boolean;
  /** The cameras of the device by their id, in the order of the browser; the one in use is among them. */
  readonly cameraIds: readonly string[];
  readonly cameraId: string | undefined;
  /** Turns the light on or off. Returns whether the camera did it. */
  setTorch(isOn: boolean): Promise<boolean>;
  /** Calls back when the stream ends without `close`: unplugged, or taken by the system. */
  onLost(listener: () => void): void;
  close(): void;
}

/**
 * Long and short side that are asked for, px: a phone's 4:3 stream. The kept copy has 1,600 pixels on its long side, and a larger
 * stream costs battery at each frame.
 */
const wanted = { longSidePx: 2560, shortSidePx: 1920 } as const;

/** Opens the camera with this id; without one, the camera at the back where there is one. */
export async function openCamera(cameraId?: string): Promise<Result<Camera, CameraFault>> {
  // Missing on addresses that are not secure, although the type says otherwise.
  const devices = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;
  if (devices === undefined) return fail({ kind: 'camera-unsupported', isSecure: window.isSecureContext });
  try {
    const stream = await devices.getUserMedia({ audio: false, video: constraintsFor(cameraId) });
    const [track] = stream.getVideoTracks();
    if (track === undefined) return fail({ kind: 'camera-absent' });
    const inputs = (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    return succeed(cameraOf(stream, track, inputs));
  } catch (error) {
    return fail(faultOf(error));
  }
}

function constraintsFor(cameraId: string | undefined): MediaTrackConstraints {
  const size = { width: { ideal: wanted.longSidePx }, height: { ideal: wanted.shortSidePx } };
  return cameraId === undefined
    ? { ...size, facingMode: { ideal: 'environment' } }
    : { ...size, deviceId: { exact: cameraId } };
}

function cameraOf(stream: MediaStream, track: MediaStreamTrack, inputs: readonly MediaDeviceInfo[]): Camera {
  return {
    stream,
    hasTorch: hasTorch(track),
    cameraIds: inputs.map(({ deviceId }) => deviceId),
    cameraId: track.getSettings().deviceId,
    setTorch: (isOn) => setTorch(track, isOn),
    onLost: (listener) => track.addEventListener('ended', listener, { once: true }),
    close: () => stream.getTracks().forEach((each) => each.stop()),
  };
}

/** `torch` is part of the Image Capture standard, which the types of the browser lack. */
interface TorchCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

function hasTorch(track: MediaStreamTrack): boolean {
  // Firefox has no `getCapabilities` for tracks of older versions.
  if (!('getCapabilities' in track)) return false;
  return (track.getCapabilities() as TorchCapabilities).torch === true;
}

async function setTorch(track: MediaStreamTrack, isOn: boolean): Promise<boolean> {
  const torch: MediaTrackConstraintSet & { readonly torch: boolean } = { torch: isOn };
  try {
    await track.applyConstraints({ advanced: [torch] });
    return true;
  } catch {
    // The camera has a light but does not switch it now, for example because the battery is low.
    return false;
  }
}

/** Names of `DOMException`s: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const faultKinds: Readonly<Record<string, Exclude<CameraFault['kind'], 'camera-unsupported' | 'camera-failed'>>> = {
  NotFoundError: 'camera-absent',
  OverconstrainedError: 'camera-absent',
  NotAllowedError: 'camera-refused',
  SecurityError: 'camera-refused',
  NotReadableError: 'camera-in-use',
  AbortError: 'camera-in-use',
};

/** The fault of an exception that `getUserMedia` threw. */
export function faultOf(error: unknown): CameraFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const kind = Object.hasOwn(faultKinds, name) ? faultKinds[name] : undefined;
  return kind === undefined ? { kind: 'camera-failed', detail: String(error) } : { kind };
}
