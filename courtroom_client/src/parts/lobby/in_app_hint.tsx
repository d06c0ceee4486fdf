/** For who opened the link inside a chat program: how to open it in a real browser, unspent. */
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InApp } from "../../lobby/in_app";
import { Button } from "../button";
import { Notice } from "../notice";
import css from "./lobby.module.css";

const NAMES: Readonly<Record<Exclude<InApp, "other">, string>> = {
  zalo: "Zalo",
  messenger: "Messenger",
  facebook: "Facebook",
  instagram: "Instagram",
  tiktok: "TikTok",
  line: "LINE",
  wechat: "WeChat",
  viber: "Viber",
  telegram: "Telegram",
  google: "Google",
};

interface Props {
  readonly app: InApp;
  readonly stay: () => void;
}

export function InAppHint({ app, stay }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean | null>(null);
  const address = useRef<HTMLInputElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      setCopied(false);
      address.current?.select();
    }
  }

  return (
    <>
      <h1>{t("lobby.in_app.title")}</h1>
      <p>
        {t("lobby.in_app.text", {
          app: app === "other" ? t("lobby.in_app.some") : NAMES[app],
        })}
      </p>
      <h2>{t("lobby.in_app.how")}</h2>
      <p>{t(`lobby.in_app.menu.${app}`)}</p>
      <p>{t("lobby.in_app.or")}</p>
      {copied !== null && (
        <Notice role="status" tone={copied ? "good" : "wait"}>
          {t(copied ? "lobby.in_app.copied" : "lobby.in_app.by_hand")}
        </Notice>
      )}
      <input
        ref={address}
        className={css["address"]}
        aria-label={t("lobby.in_app.address")}
        value={location.href}
        readOnly
      />
      <div className={css["ways"]}>
        <Button look="primary" onPress={() => void copy()}>
          {t("lobby.in_app.copy")}
        </Button>
        <Button onPress={stay}>{t("lobby.in_app.stay")}</Button>
      </div>
    </>
  );
}
