/** Texts of the command line. */
export const cli = {
  done: '{done, number} of {count, plural, one {# picture} other {# pictures}} done with {pack} {version}.',
} as const;
