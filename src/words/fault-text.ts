/** Faults as texts: what happened, and what to do next. Screens, server and command line use the same. */
import type { FileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { PackFault } from '../domain/pack';
import type { PictureFault } from '../domain/picture';
import type { StorageFault } from '../domain/record';
import type { Words } from './words';

/** `title` says in one sentence what happened, `advice` what to do next. */
export interface FaultText {
  readonly title: string;
  readonly advice: string;
}

/** Why a file is not a picture that can be inspected. */
export function describePictureFault(words: Words, fault: PictureFault): FaultText {
  switch (fault.kind) {
    case 'empty-file':
    case 'not-a-picture':
      return plainFault(words, fault.kind);
    case 'unsupported-format':
      return describeUnsupportedFormat(words, fault.format);
    case 'unsupported-variant':
      return {
        title: words.say(`fault.${fault.variant}.title`),
        advice: words.say(`fault.${fault.variant}.advice`),
      };
    case 'truncated':
    case 'decode-failed':
    case 'raw-measurements':
      return {
        title: words.say(`fault.${fault.kind}.title`, { format: formatName(fault.format) }),
        advice: words.say(`fault.${fault.kind}.advice`),
      };
    case 'too-many-pixels':
      return describeTooManyPixels(words, fault);
  }
}

/** Why a chosen file cannot be read. */
export function describeFileFault(words: Words, { kind }: FileFault): FaultText {
  return { title: words.say(`fault.${kind}.title`), advice: words.say(`fault.${kind}.advice`) };
}

/** Why a picture got no verdict. */
export function describeInspectFault(words: Words, fault: InspectFault): FaultText {
  switch (fault.kind) {
    case 'pack-not-loaded':
    case 'pack-not-taught':
      return {
        title: words.say(`fault.${fault.kind}.title`, { pack: fault.packId }),
        advice: words.say(`fault.${fault.kind}.advice`),
      };
    case 'pack-fault':
      return describePackFault(words, fault.fault);
    case 'network-failed':
    case 'worker-lost':
      return {
        title: words.say(`fault.${fault.kind}.title`),
        advice: words.say(`fault.${fault.kind}.advice`, { detail: fault.detail }),
      };
    case 'cancelled':
      return plainFault(words, fault.kind);
    default:
      return describePictureFault(words, fault);
  }
}

/** Why a pack cannot be used. */
export function describePackFault(words: Words, fault: PackFault): FaultText {
  const advice =
    fault.kind === 'bad-network'
      ? words.say('fault.bad-network.advice', { detail: fault.detail })
      : words.say(`fault.${fault.kind}.advice`);
  return { title: packFaultTitle(words, fault), advice };
}

/** Why something could not be stored or read. */
export function describeStorageFault(words: Words, fault: StorageFault): FaultText {
  switch (fault.kind) {
    case 'storage-full': {
      const needed = words.bytes(fault.neededBytes);
      return {
        title: words.say('fault.storage-full.title'),
        advice: words.say('fault.storage-full.advice', { needed }),
      };
    }
    case 'storage-unavailable':
      return {
        title: words.say('fault.storage-unavailable.title'),
        advice: words.say('fault.storage-unavailable.advice', { detail: fault.detail }),
      };
    case 'cannot-decrypt':
      return {
        title: words.say('fault.cannot-decrypt.title'),
        advice: words.say('fault.cannot-decrypt.advice', { detail: fault.detail }),
      };
    case 'item-too-large':
      return {
        title: words.say('fault.item-too-large.title', {
          size: words.bytes(fault.bytes),
          limit: words.bytes(fault.limitBytes),
        }),
        advice: words.say('fault.item-too-large.advice'),
      };
    case 'write-conflict':
    case 'newer-database':
    case 'damaged':
      return plainFault(words, fault.kind);
  }
}

function packFaultTitle(words: Words, fault: PackFault): string {
  switch (fault.kind) {
    case 'not-json':
    case 'bad-network':
      return words.say(`fault.${fault.kind}.title`);
    case 'unknown-format':
      return words.say('fault.unknown-format.title', { found: String(fault.found) });
    case 'bad-field':
      return words.say('fault.bad-field.title', { at: fault.at, wanted: fault.wanted });
    case 'missing-file':
    case 'wrong-hash':
      return words.say(`fault.${fault.kind}.title`, { file: fault.file });
    case 'wrong-size':
      return words.say('fault.wrong-size.title', {
        file: fault.file,
        found: fault.foundBytes,
        wanted: fault.wantedBytes,
      });
    case 'missing-output':
      return words.say('fault.missing-output.title', { output: fault.output, found: words.list(fault.found) });
    case 'wrong-shape':
      return words.say('fault.wrong-shape.title', { what: fault.what, wanted: fault.wanted, found: fault.found });
    case 'golden-disagrees':
      return words.say('fault.golden-disagrees.title', {
        what: fault.what,
        worst: fault.worst.toPrecision(2),
        tolerance: String(fault.tolerance),
      });
  }
}

function describeUnsupportedFormat(words: Words, format: string): FaultText {
  if (format === 'svg') return plainFault(words, 'drawing');
  return {
    title: words.say('fault.unsupported-format.title', { format: formatName(format) }),
    advice: words.say(format === 'heic' ? 'fault.unsupported-format.phone.advice' : 'fault.unsupported-format.advice'),
  };
}

function describeTooManyPixels(
  words: Words,
  { widthPx, heightPx, limitPixels }: Extract<PictureFault, { kind: 'too-many-pixels' }>,
): FaultText {
  const found = Math.round((widthPx * heightPx) / 1e6);
  const limit = Math.round(limitPixels / 1e6);
  return {
    title: words.say('fault.too-many-pixels.title', { width: widthPx, height: heightPx, found, limit }),
    advice: words.say('fault.too-many-pixels.advice', { limit }),
  };
}

/** The faults whose texts have no arguments. */
type PlainFault =
  | 'empty-file'
  | 'not-a-picture'
  | 'drawing'
  | 'cancelled'
  | 'not-json'
  | 'write-conflict'
  | 'newer-database'
  | 'damaged';

function plainFault(words: Words, kind: PlainFault): FaultText {
  return { title: words.say(`fault.${kind}.title`), advice: words.say(`fault.${kind}.advice`) };
}

/** File formats are proper names, the same in every language. */
function formatName(format: string): string {
  return format === 'webp' ? 'WebP' : format === 'jpg' ? 'JPEG' : format.toUpperCase();
}
