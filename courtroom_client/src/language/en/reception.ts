/** The reception room, in English. */
export const reception = {
  title: "The clerk is meeting you in private",
  text: "Only the clerk hears and sees you. This meeting is not recorded.",
  clerk: "The clerk's picture",
  own: "Your picture",
};
