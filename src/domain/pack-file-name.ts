/** The end of the name of a pack file, with its dot. */
export const fieldPackExtension = '.fieldpack';

/** Letters and digits of any language, the version and the ending; every file system takes them. */
export function packFileName(title: string, version: string, extension: string = fieldPackExtension): string {
  const plain = title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return `${plain}-${version}${extension}`;
}
