/** Texts of the server: answers of the HTTP interfaces and messages of the administration commands. */
export const server = {} as const;
