/** Texts of the office's pages. */
export const office = {} as const;
