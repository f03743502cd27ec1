// The entry of an inspecting thread. Node starts threads without the loader that the server itself runs under.
import { register } from 'tsx/esm/api';

register();
export const { inspectPicture } = await import('./inspect-picture.ts');
