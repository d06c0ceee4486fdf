/** Which browser this is, as far as what to press in it differs. */

export type Browser =
  | "safari_phone"
  | "safari"
  | "firefox"
  | "firefox_phone"
  | "chrome_phone"
  | "edge"
  | "chrome"
  | "other";

const MARKS: readonly (readonly [Browser, RegExp])[] = [
  ["safari_phone", /\(iP(hone|ad|od)/], // whatever its name: on iPhones all are Safari inside
  ["firefox_phone", /Android.*Firefox\//],
  ["chrome_phone", /Android.*Chrome\//],
  ["firefox", /Firefox\//],
  ["edge", /Edg\//],
  ["chrome", /Chrome\//],
  ["safari", /Safari\//],
];

/** The first that matches: most say the names of others as well. */
export function browser(userAgent: string): Browser {
  return MARKS.find(([, mark]) => mark.test(userAgent))?.[0] ?? "other";
}
