/** Reads the first QR or bar code that the camera shows: with the browser's detector, elsewhere with ZXing in WebAssembly. */
import { fail, succeed, type Result } from '../domain/result';

/** Why no code was read. */
export interface ScanFault {
  readonly kind: 'camera-missing' | 'camera-refused' | 'scan-failed';
}

/** Finds the text of a code in a picture; undefined where there is none. */
type FindCode = (video: HTMLVideoElement) => Promise<string | undefined>;

/** Between two attempts: a code stays in view for longer than this, and more attempts would only heat the phone. */
const everyMs = 150;

/** Shows the camera in `video` until a code is read or `signal` aborts. Afterwards the camera is off. */
export async function scanCode(video: HTMLVideoElement, signal: AbortSignal): Promise<Result<string, ScanFault>> {
  const opened = await openCamera();
  if (!opened.ok) return opened;
  const stream = opened.value;
  try {
    video.srcObject = stream;
    await video.play();
    const find = await createFinder();
    for (;;) {
      if (signal.aborted) return fail({ kind: 'scan-failed' });
      const code = await find(video);
      if (code !== undefined) return succeed(code);
      await pause(everyMs);
    }
  } catch {
    // The element was removed, or the WebAssembly could not be loaded or compiled.
    return fail({ kind: 'scan-failed' });
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

async function openCamera(): Promise<Result<MediaStream, ScanFault>> {
  // Browsers have media devices only on secure addresses.
  if (!('mediaDevices' in navigator)) return fail({ kind: 'camera-missing' });
  try {
    return succeed(await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' } } }));
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
    return fail({ kind: isRefused ? 'camera-refused' : 'camera-missing' });
  }
}

/** Shape Detection API (WICG): TypeScript has no types for it. */
interface BarcodeDetection {
  readonly BarcodeDetector?: {
    new (): { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
    getSupportedFormats(): Promise<readonly string[]>;
  };
}

/** Some browsers have the detector and no formats: their system lacks it. */
async function createFinder(): Promise<FindCode> {
  const { BarcodeDetector } = globalThis as BarcodeDetection;
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (BarcodeDetector === undefined || !formats.includes('qr_code')) return createZxingFinder();
  const detector = new BarcodeDetector();
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

async function createZxingFinder(): Promise<FindCode> {
  const [{ createCodeReader }, { default: wasmUrl }] = await Promise.all([
    import('./code-reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  // From this origin: the package would load it from a CDN.
  const readCode = createCodeReader({ locateFile: () => wasmUrl });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (context === null || video.videoWidth === 0) return undefined;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    return readCode(context.getImageData(0, 0, canvas.width, canvas.height));
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
