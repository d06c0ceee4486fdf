/** Browsers that chat programs open links in: many have no camera, and none is left by a tap. */

/** The programs that people are told about by name; `other`: some program's own view. */
export type InApp =
  | "zalo"
  | "messenger"
  | "facebook"
  | "instagram"
  | "tiktok"
  | "line"
  | "wechat"
  | "viber"
  | "telegram"
  | "google"
  | "other";

// The first that matches; Messenger says FBAN as well, so it stands before Facebook.
const MARKS: readonly (readonly [InApp, RegExp])[] = [
  ["zalo", /\bZalo/i],
  ["messenger", /Orca-Android|MessengerForiOS|MessengerLiteForiOS/],
  ["instagram", /\bInstagram\b/],
  ["facebook", /\bFB(AN|AV|IOS|_IAB)\b|\[FB/],
  ["tiktok", /musical_ly|BytedanceWebview|\bTikTok\b|\btrill_/],
  ["line", /\bLine\//],
  ["wechat", /MicroMessenger/],
  ["viber", /\bViber\b/],
  ["telegram", /\bTelegram/],
  ["google", /\bGSA\//],
  // Android marks every such view; on iPhones only real browsers say Safari and a version.
  ["other", /Android.*;\s*wv\)|\(iP(hone|ad|od)(?!.*\bSafari\/).*AppleWebKit/],
];

/** In which program's own browser the page stands, or null in a real one. */
export function inApp(userAgent: string): InApp | null {
  return MARKS.find(([, mark]) => mark.test(userAgent))?.[0] ?? null;
}
