/** The seed of every teaching that names no other, in the app, the command line and the server: the same pictures give the same pack. */
export const teachingSeed = 1;
