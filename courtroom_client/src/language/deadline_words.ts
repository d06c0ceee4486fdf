/** Adds the words of deadlines to both catalogues, once their page is loaded. */
import i18next from "i18next";
import { deadlines as en } from "./en/deadlines";
import { deadlines as vi } from "./vi/deadlines";

i18next.addResourceBundle("vi", "translation", { deadlines: vi }, true);
i18next.addResourceBundle("en", "translation", { deadlines: en }, true);
