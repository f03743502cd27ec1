/** The real server with loaded models, in a temporary folder. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startServer, type ServerProcess } from '../../support/server-process';
import { until } from '../../support/until';

/** The pictures that ship with the app. */
export const samples = {
  sheet: 'public/samples/rubber-1.jpg',
  healthy: 'public/samples/thermal-1.jpg',
  hot: 'public/samples/thermal-2.jpg',
} as const;

/** A running server, and how to stop it and remove its data. */
export interface RunningServer extends ServerProcess {
  readonly dataDir: string;
  readonly remove: () => Promise<void>;
}

/** Starts it, with one thread by default, and waits for its models. */
export async function runServer(env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-legacy-'));
  const server = await startServer({ env: { DATA_DIR: dataDir, WORKERS: '1', RATE_LIMIT: 'off', ...env } });
  if (env['LEGACY_API'] !== 'off')
    await until('the models are open', () => areModelsOpen(server.url), { limitMs: 180_000 });
  const remove = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...server, dataDir, remove };
}

async function areModelsOpen(url: string): Promise<true | undefined> {
  const answer = await jsonOf(await fetch(`${url}/health`));
  return answer['model_loaded'] === true ? true : undefined;
}

/** A form with these pictures in `field`. A picture is a path, or a name and its bytes. */
export async function formWith(
  field: string,
  pictures: readonly (string | readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[],
  fields: Readonly<Record<string, string>> = {},
): Promise<FormData> {
  const form = new FormData();
  for (const picture of pictures) {
    const [name, bytes] = typeof picture === 'string' ? await pictureAt(picture) : picture;
    form.append(field, new Blob([bytes]), name);
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

async function pictureAt(path: string): Promise<readonly [string, Uint8Array<ArrayBuffer>]> {
  return [basename(path), new Uint8Array(await readFile(path))];
}

/** Posts a form. */
export function post(url: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers });
}

/** An answer that is a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object of an answer. */
export async function jsonOf(response: Response): Promise<JsonObject> {
  return (await response.json()) as JsonObject;
}
