/** The reception room, in English. */
export const reception = {
  title: "The clerk is meeting you in private",
  text: "Only the clerk hears and sees you. This meeting is not recorded.",
  ready: "Have your identity papers ready. Afterwards you go back to the waiting room.",
  clerk: "The picture of {{name}}",
  own: "Your picture",
  coming: "Connecting with {{name}}…",
  no_picture: "{{name}} shows no picture",
  called: "The clerk is calling you",
};
