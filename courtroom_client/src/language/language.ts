/** Which language the pages speak: Vietnamese unless the person chose English. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Catalogue } from "./vi";

export type Language = "vi" | "en";

const KEPT_AS = "phientoa.language";

/** Each language is a file of its own: nobody loads the words they do not read. */
const CATALOGUES: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  vi: async () => (await import("./vi")).vi,
  en: async () => (await import("./en")).en,
};

/** Starts the catalogues. React escapes what it shows, so the catalogue must not do it again. */
export async function startLanguage(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    document.title = i18next.t("product");
  });
  const language = kept();
  await i18next.use(initReactI18next).init({
    resources: { [language]: { translation: await CATALOGUES[language]() } },
    lng: language,
    fallbackLng: "vi",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** Speaks `language` from now on, and at the next visit. */
export async function speak(language: Language): Promise<void> {
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // A browser that keeps nothing still speaks the language until the page is left.
  }
  // Deep: the staff's words may have come before.
  i18next.addResourceBundle(language, "translation", await CATALOGUES[language](), true);
  await i18next.changeLanguage(language);
}

function kept(): Language {
  try {
    return localStorage.getItem(KEPT_AS) === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}
