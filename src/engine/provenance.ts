import type { BackendChoice, Provenance } from '../domain/inspection';
import { recordLocale, textIn } from '../domain/localised-text';
import type { UnpackedPack } from './unpack';

/** Raised whenever the engine may return another verdict for the same picture and pack; stored with every verdict. */
const engineVersion = '1.1.0';

/** Which pack, network, engine and backend a verdict comes from. */
export function provenanceOf({ pack, packSha256, networkSha256 }: UnpackedPack, backend: BackendChoice): Provenance {
  const threshold = pack.anomaly?.calibration.threshold;
  return {
    packId: pack.id,
    packVersion: pack.version,
    packSha256,
    networkSha256,
    engineVersion,
    ...(threshold === undefined ? {} : { threshold }),
    ...(pack.trainedOn === undefined ? {} : { packTrainedOn: pack.trainedOn }),
    ...(pack.notice === undefined ? {} : { packNotice: textIn(pack.notice, recordLocale) }),
    ...backend,
  };
}
