/** Vietnamese or English. Each language is named in itself. */
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { type Language, speak } from "../language/language";
import css from "./language_switch.module.css";

const LANGUAGES: readonly Language[] = ["vi", "en"];

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <ToggleButtonGroup
      aria-label={t("language.label")}
      className={css["group"] ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[i18n.language]}
      onSelectionChange={(keys) => {
        const chosen = LANGUAGES.find((language) => keys.has(language));
        if (chosen !== undefined) void speak(chosen);
      }}
    >
      {LANGUAGES.map((language) => (
        <ToggleButton
          key={language}
          id={language}
          aria-label={t(`language.${language}`)}
          className={css["choice"] ?? ""}
        >
          <span lang={language} className={css["long"]}>
            {t(`language.${language}`)}
          </span>
          <span aria-hidden className={css["short"]}>
            {language.toUpperCase()}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
