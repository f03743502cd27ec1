/** The client's address, for rate limits. */
import type { Context } from 'hono';
import * as v from 'valibot';

const socketSchema = v.object({
  incoming: v.object({ socket: v.object({ remoteAddress: v.optional(v.string(), '') }) }),
});

/**
 * The client's address. Behind `trustedProxies` proxies it is that many from the right of `X-Forwarded-For`: what stands
 * further left was written by the client itself. An IPv6 network of 64 bits counts as one client.
 */
export function clientAddress(context: Context, trustedProxies: number): string {
  const socket = v.safeParse(socketSchema, context.env);
  const peer = socket.success ? socket.output.incoming.socket.remoteAddress : '';
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = trustedProxies === 0 ? peer : (forwarded.at(-trustedProxies) ?? peer);
  return networkOf(address === '' ? peer : address).slice(0, 64);
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : 4;
  return [...groups, ...Array<string>(zeros).fill('0')].slice(0, 4).join(':');
}
