/** Reads a response of the intake and checks its length, type and shape. */
import { parseJson } from '../domain/json';
import { fail, succeed, type Result } from '../domain/result';
import { parseRefusal, type IntakeFault } from '../protocol/intake';
import type { DeliveryFault } from './delivery-fault';
import { parseRetryAfter } from './backoff';

/** Longer than any response of the intake: it lists at most twenty blobs of each of twenty changes. */
const maxResponseBytes = 64 * 1024;

/** The value of a 200 or 201 response of at most `maxBytes`; a fault for any other status and where `parse` returns undefined. */
export async function readResponse<Value>(
  response: Response,
  parse: (json: unknown) => Value | undefined,
  nowMs: number,
  maxBytes = maxResponseBytes,
): Promise<Result<Value, DeliveryFault>> {
  const { status } = response;
  const json = isJson(response) ? jsonOf(await boundedText(response, maxBytes)) : undefined;
  if (status === 200 || status === 201) {
    const value = json === undefined ? undefined : parse(json);
    return value === undefined ? fail({ kind: 'not-our-server', status }) : succeed(value);
  }
  return fail(faultOf(response, json, nowMs));
}

function faultOf(response: Response, json: unknown, nowMs: number): DeliveryFault {
  const { status } = response;
  if (status >= 500 || passing.has(status)) {
    const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), nowMs);
    return { kind: 'try-later', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  const refusal = status >= 400 ? parseRefusal(json) : undefined;
  if (refusal === undefined) return { kind: 'not-our-server', status };
  if (isAboutToken(status, refusal.fault)) return { kind: 'token-refused', status };
  return { kind: 'refused', status, fault: refusal.fault, words: refusal.error };
}

const passing = new Set([408, 425, 429]);

/** `not-yours` concerns one change, not the device: it must not block the others. */
function isAboutToken(status: number, { kind }: IntakeFault): boolean {
  return (status === 401 || status === 403) && kind !== 'not-yours';
}

function isJson(response: Response): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');
}

function jsonOf(text: string | undefined): unknown {
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed?.ok === true ? parsed.value : undefined;
}

/** The body as text, or undefined where it exceeds the limit. */
async function boundedText(response: Response, maxBytes: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    bytes += read.value.byteLength;
    if (bytes > maxBytes) {
      await reader?.cancel();
      return undefined;
    }
    text += decoder.decode(read.value, { stream: true });
  }
  return text + decoder.decode();
}
