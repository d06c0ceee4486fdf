/** A device that is silent beside a room's device, in English. */
export const companion = {
  silent:
    "This device is silent because it is beside the room's device: no microphone, no loudspeaker. The court hears you through the room's device.",
  elsewhere: "I am not beside the room's device",
  noticed: "Understood",
  detected:
    "This device hears the same sounds as the device of “{{point}}”, so it has gone silent to prevent howling.",
};
