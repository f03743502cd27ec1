import type { CameraFault } from '../../services/services';
import type { FaultText } from '../../words/fault-text';
import type { Words } from '../../words/words';

/** Why the camera does not open, and what to do next. */
export function describeCameraFault(words: Words, fault: CameraFault): FaultText {
  switch (fault.kind) {
    case 'camera-unsupported':
      return textOf(words, fault.isSecure ? 'unsupported' : 'insecure');
    case 'camera-absent':
      return textOf(words, 'absent');
    case 'camera-refused':
      return textOf(words, 'refused');
    case 'camera-in-use':
      return textOf(words, 'in-use');
    case 'camera-failed':
      return {
        title: words.say('capture.fault.failed.title'),
        advice: words.say('capture.fault.failed.advice', { detail: fault.detail }),
      };
  }
}

function textOf(words: Words, name: 'unsupported' | 'insecure' | 'absent' | 'refused' | 'in-use'): FaultText {
  return { title: words.say(`capture.fault.${name}.title`), advice: words.say(`capture.fault.${name}.advice`) };
}
