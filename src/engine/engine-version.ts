/** Raised whenever the engine may say something else of the same picture and pack; stored with every verdict. */
export const engineVersion = '1.0.0';
