/** Rulings on which browsers are a chat program's own. User agents as those programs send them. */
import { expect, it } from "vitest";
import { type Browser, browser } from "../../src/lobby/browser";
import { type InApp, inApp } from "../../src/lobby/in_app";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15";
const WEBKIT = `${IPHONE} (KHTML, like Gecko)`;
const ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A546E";
const VIEW = `${ANDROID} Build/UP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.6367.82 Mobile Safari/537.36`;

it.each<[InApp, string]>([
  ["zalo", `${VIEW} Zalo android/24050111 ZaloTheme/light ZaloLanguage/vi`],
  ["zalo", `${WEBKIT} Mobile/15E148 Zalo iOS/553 ZaloTheme/light ZaloLanguage/vn`],
  ["messenger", `${WEBKIT} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/459.0.0.29;FBLC/vi_VN]`],
  ["messenger", `${VIEW} [FB_IAB/Orca-Android;FBAV/461.0.0.45;]`],
  ["facebook", `${VIEW} [FB_IAB/FB4A;FBAV/466.0.0.55;]`],
  ["facebook", `${WEBKIT} Mobile/15E148 [FBAN/FBIOS;FBAV/466.0.0;FBDV/iPhone14,5]`],
  ["instagram", `${WEBKIT} Mobile/15E148 Instagram 332.0.3.29 (iPhone14,5; iOS 17_5)`],
  ["tiktok", `${VIEW} trill_2023402030 BytedanceWebview/d8a21c6`],
  ["tiktok", `${WEBKIT} Mobile/15E148 musical_ly_34.6.0 JsSdk/2.0`],
  ["line", `${VIEW} Line/14.8.1/IAB`],
  ["wechat", `${VIEW} MicroMessenger/8.0.49`],
  ["google", `${WEBKIT} GSA/317.0.634 Mobile/15E148 Safari/604.1`],
  ["other", VIEW],
  ["other", `${WEBKIT} Mobile/15E148`],
])("knows %s by %s", (app, userAgent) => {
  expect(inApp(userAgent)).toBe(app);
});

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const BLINK = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0";

it.each<[Browser, string]>([
  ["safari_phone", `${WEBKIT} Version/17.5 Mobile/15E148 Safari/604.1`],
  ["safari_phone", `${WEBKIT} CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1`],
  ["safari", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`],
  ["chrome_phone", `${ANDROID}) ${BLINK} Mobile Safari/537.36`],
  ["firefox_phone", "Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0"],
  ["chrome", `${WINDOWS} ${BLINK} Safari/537.36`],
  ["edge", `${WINDOWS} ${BLINK} Safari/537.36 Edg/124.0.0.0`],
  ["firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0"],
  ["other", "Lynx/2.9.0"],
])("leaves a real browser alone and knows it: %s", (name, userAgent) => {
  expect(inApp(userAgent)).toBeNull();
  expect(browser(userAgent)).toBe(name);
});
