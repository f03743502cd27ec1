/** Faults in words for people: what happened, and what to do next. The only place, for screens, server and command line. */
import type { InspectFault } from './inspection';
import type { PackFault } from './pack';
import type { PictureFault } from './picture';

/** `title` says what happened in one sentence; `advice` says what to do next. */
export interface FaultText {
  readonly title: string;
  readonly advice: string;
}

/** Why a file is not a picture we can inspect, in words. */
export function describePictureFault(fault: PictureFault): FaultText {
  switch (fault.kind) {
    case 'empty-file':
      return {
        title: 'The file is empty (0 bytes).',
        advice: 'Copy it again from the camera, or choose another file.',
      };
    case 'not-a-picture':
      return { title: 'This file is not a picture.', advice: 'Choose a JPEG, PNG or WebP picture.' };
    case 'unsupported-format':
      return describeUnsupportedFormat(fault.format);
    case 'truncated':
      return {
        title: `The ${formatName(fault.format)} file is incomplete: its end is missing.`,
        advice: 'Copy or download it again; the transfer was probably cut off.',
      };
    case 'too-many-pixels':
      return describeTooManyPixels(fault);
    case 'decode-failed':
      return {
        title: `The ${formatName(fault.format)} file is damaged and cannot be opened.`,
        advice: 'Take the picture again, or open it in a photo program and save a new copy as JPEG.',
      };
  }
}

/** Why a picture got no verdict, in words. */
export function describeInspectFault(fault: InspectFault): FaultText {
  switch (fault.kind) {
    case 'pack-not-loaded':
      return {
        title: `The pack “${fault.packId}” is not loaded.`,
        advice: 'Choose what to inspect again, then retry.',
      };
    case 'pack-fault':
      return describePackFault(fault.fault);
    case 'pack-not-taught':
      return {
        title: `The pack “${fault.packId}” has not been taught yet.`,
        advice: 'Teach it with pictures of normal pieces first; then it can tell what is unusual.',
      };
    case 'network-failed':
      return {
        title: 'The computation on this picture failed.',
        advice: `Try again; if it fails again, close other programs or restart. Detail: ${fault.detail}`,
      };
    case 'cancelled':
      return { title: 'The inspection was cancelled.', advice: 'Nothing was saved. Start it again when you like.' };
    case 'worker-lost':
      return {
        title: 'The inspection stopped unexpectedly.',
        advice: `It has been restarted; try again. Saved results are safe. Detail: ${fault.detail}`,
      };
    default:
      return describePictureFault(fault);
  }
}

/** Why a pack cannot be used, in words. */
export function describePackFault(fault: PackFault): FaultText {
  switch (fault.kind) {
    case 'not-json':
      return { title: 'The pack’s description (pack.json) is not readable.', advice: fetchAgain };
    case 'unknown-format':
      return {
        title: `The pack has format ${String(fault.found)}; this version knows format 1.`,
        advice: 'Update Fieldgrade, or use an older version of the pack.',
      };
    case 'bad-field':
      return { title: `The pack’s description has an error at ${fault.at}: ${fault.wanted}.`, advice: askMaker };
    case 'missing-file':
    case 'wrong-size':
    case 'wrong-hash':
      return describeFileFault(fault);
    case 'bad-network':
    case 'missing-output':
    case 'wrong-shape':
    case 'golden-disagrees':
      return describeNetworkFault(fault);
  }
}

type FileFault = Extract<PackFault, { kind: 'missing-file' | 'wrong-size' | 'wrong-hash' }>;
type NetworkFault = Exclude<PackFault, FileFault | { kind: 'not-json' | 'unknown-format' | 'bad-field' }>;

const fetchAgain = 'Remove the pack and fetch it again.';
const askMaker = 'Tell the maker of the pack; other packs go on working.';

function describeFileFault(fault: FileFault): FaultText {
  switch (fault.kind) {
    case 'missing-file':
      return { title: `The pack’s file “${fault.file}” is missing.`, advice: fetchAgain };
    case 'wrong-size':
      return {
        title: `The pack’s file “${fault.file}” has ${fault.foundBytes} bytes instead of ${fault.wantedBytes}.`,
        advice: fetchAgain,
      };
    case 'wrong-hash':
      return {
        title: `The pack’s file “${fault.file}” is not the one its description names (SHA-256 differs).`,
        advice: fetchAgain,
      };
  }
}

function describeNetworkFault(fault: NetworkFault): FaultText {
  switch (fault.kind) {
    case 'bad-network':
      return { title: 'The pack’s network cannot be opened.', advice: `${fetchAgain} Detail: ${fault.detail}` };
    case 'missing-output':
      return {
        title: `The pack’s network has no tensor “${fault.output}”; it has ${fault.found.join(', ')}.`,
        advice: askMaker,
      };
    case 'wrong-shape':
      return {
        title: `In this pack, ${fault.what} should be ${fault.wanted} but is ${fault.found}.`,
        advice: askMaker,
      };
    case 'golden-disagrees':
      return {
        title: `On this device the pack computes wrong numbers (${fault.what} is off by ${fault.worst.toPrecision(2)}, allowed ${fault.tolerance}).`,
        advice:
          'It is not used, so that no wrong verdict is given. Update the browser or use another device; if it is so everywhere, tell the maker of the pack.',
      };
  }
}

function describeUnsupportedFormat(format: string): FaultText {
  if (format === 'heic' || format === 'avif') {
    return {
      title: `${formatName(format)} pictures cannot be opened here.`,
      advice:
        'Save it as JPEG first (on an iPhone: Settings, Camera, Formats, Most Compatible), then choose that file.',
    };
  }
  if (format === 'svg') {
    return { title: 'SVG is a drawing, not a photo.', advice: 'Choose a JPEG, PNG or WebP picture.' };
  }
  return {
    title: `${formatName(format)} pictures cannot be opened here.`,
    advice: 'Save it as JPEG, PNG or WebP, then choose that file.',
  };
}

function describeTooManyPixels(fault: Extract<PictureFault, { kind: 'too-many-pixels' }>): FaultText {
  const size = `${fault.widthPx} × ${fault.heightPx}`;
  const found = Math.round((fault.widthPx * fault.heightPx) / 1e6);
  const limit = Math.round(fault.limitPixels / 1e6);
  return {
    title: `The picture is too large: ${size} is ${found} megapixels, the limit is ${limit}.`,
    advice: `Make it smaller in a photo program (at most ${limit} megapixels), or set the camera to a lower resolution.`,
  };
}

function formatName(format: string): string {
  return format === 'webp' ? 'WebP' : format === 'jpg' ? 'JPEG' : format.toUpperCase();
}
