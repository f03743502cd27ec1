import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections: a server that is killed and started again must find its port
 * free, and no connection of the many that a drill opens meanwhile may have taken it. Above those that browsers refuse.
 */
const firstPort = 20_000;
const lastPort = 32_000;

/** A TCP port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(firstPort, lastPort);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    // Of every address, as the product listens.
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
