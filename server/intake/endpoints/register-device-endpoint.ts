import { fail } from '../../../src/domain/result';
import { deviceTokenSchema } from '../../../src/protocol/intake';
import { registrationRequestSchema } from '../../../src/protocol/intake-records';
import { anyone } from '../../devices/access-policy';
import { registerDevice } from '../../devices/devices';
import { isSameSecret } from '../../devices/tokens';
import { jsonBody } from '../../http/read-body';
import { nothing } from './request-schemas';
import { defineEndpoint, type Endpoint } from '../../http/endpoint';

/** `POST /devices`. */
export function registerDeviceEndpoint({
  registrationCode,
}: {
  readonly registrationCode: string | undefined;
}): Endpoint {
  return defineEndpoint(
    {
      method: 'post',
      path: '/devices',
      name: 'registerDevice',
      summary: 'Registers a device. Repeatable until its token is used for the first time.',
      callers: anyone,
      params: nothing,
      query: nothing,
      headers: nothing,
      body: jsonBody(registrationRequestSchema, 4096),
      answer: { status: 201, description: 'The token. It is not shown again.', schema: deviceTokenSchema },
      faults: ['already-registered', 'token-revoked', 'not-allowed'],
    },
    async ({ body, requestId }, { db, now }) => {
      const isAllowed = registrationCode === undefined || isSameSecret(body.registrationCode ?? '', registrationCode);
      if (!isAllowed) return fail({ kind: 'not-allowed' });
      return registerDevice(db, body, { at: new Date(now()), requestId });
    },
  );
}
