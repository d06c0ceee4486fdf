/** The reception room, in English. */
export const reception = {
  title: "The clerk is meeting you in private",
  text: "Only the clerk hears and sees you. This meeting is not recorded.",
  ready: "Have your identity papers ready. Afterwards you go back to the waiting room.",
  clerk: "The picture of {{name}}",
  own: "Your picture",
  coming: "Connecting with {{name}}…",
  no_picture: "{{name}} shows no picture",
  hears: "The clerk hears you.",
  hears_not: "The clerk does not hear you: {{why}}.",
  sees: "The clerk sees you.",
  sees_not: "The clerk does not see you: {{why}}.",
  called: "The clerk is calling you",
};
