/** Reads QR and bar codes with ZXing in WebAssembly, where the browser has no detector. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** Where the WebAssembly is: under an address, or already in memory. */
type WasmPlace = { readonly locateFile: () => string } | { readonly wasmBinary: ArrayBuffer };

/** A reader of codes. Returns the text of the first code; undefined where there is none. */
export function createCodeReader(place: WasmPlace): (picture: ImageData) => Promise<string | undefined> {
  prepareZXingModule({ overrides: { ...place } });
  return async (picture) => {
    const [found] = await readBarcodes(picture);
    return found?.text;
  };
}
