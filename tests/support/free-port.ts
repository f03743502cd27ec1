import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports of outgoing connections: a server that is killed and restarted must find its port
 * free, although a drill opens many connections meanwhile. Above the ports that browsers block.
 */
const firstPort = 20_000;
const lastPort = 32_000;

/** A TCP port that is free now. */
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
    // On all addresses, like the product.
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
