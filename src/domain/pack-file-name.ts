/** The end of the name of a pack file, with its dot. */
export const fieldPackExtension = '.fieldpack';
