/** The waiting room, in English. */
export const waiting = {
  title: "You are in the waiting room",
  informed: "The clerk knows that you are here.",
  next: "The clerk will call you to check who you are, and then let you into the courtroom. Keep this page open; there is nothing to press.",
  returned: "You were sent back to the waiting room: {{reason}}",
  starts: "The hearing starts at",
};
