/** Makes a missing or misspelt key a type error. */
import "i18next";
import type { vi } from "./vi";
import type { booking } from "./vi/booking";
import type { calendar } from "./vi/calendar";
import type { deadlines } from "./vi/deadlines";
import type { directory } from "./vi/directory";
import type { lists } from "./vi/lists";
import type { public_list } from "./vi/public";
import type { service } from "./vi/service";
import type { staff } from "./vi/staff";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: {
      translation: typeof vi & {
        staff: typeof staff;
        public_list: typeof public_list;
        deadlines: typeof deadlines;
        calendar: typeof calendar;
        service: typeof service;
        booking: typeof booking;
        directory: typeof directory;
        lists: typeof lists;
      };
    };
  }
}
