/** The pages of court staff: each a file of its own that comes when it is opened. */
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { StaffRoute } from "../../base/route";
import "../../language/staff_words";
import { StaffSheet } from "../../parts/staff_sheet";

const SignIn = lazy(() => import("./sign_in"));
const MyDay = lazy(() => import("./my_day"));
const CalendarPage = lazy(() => import("./calendar/calendar_page"));
const EditorPage = lazy(() => import("./booking/editor_page"));
const RecordPage = lazy(() => import("./record"));
const Deadlines = lazy(() => import("./deadlines"));
const ServicePage = lazy(() => import("../service/record"));
const Directory = lazy(() => import("./directory/directory"));
const PointPage = lazy(() => import("./directory/point"));
const Account = lazy(() => import("./account"));
const Accounts = lazy(() => import("./accounts"));
const ListsPage = lazy(() => import("./lists/lists_page"));

export default function StaffPage({ at }: { at: StaffRoute }) {
  return <Suspense fallback={<Loading />}>{page(at)}</Suspense>;
}

function page(at: StaffRoute) {
  switch (at.page) {
    case "sign_in":
      return <SignIn to={at.to} />;
    case "my_day":
      return <MyDay on={at.on} />;
    case "calendar":
      return <CalendarPage asked={at} />;
    case "book":
      return <EditorPage key={at.hearing} hearing={at.hearing} court={at.court} />;
    case "record":
      return <RecordPage key={at.hearing} id={at.hearing} />;
    case "deadlines":
      return <Deadlines overdue={at.overdue} />;
    case "service":
      return <ServicePage key={at.hearing} id={at.hearing} />;
    case "directory":
      return <Directory at={at.court} />;
    case "point":
      return <PointPage key={at.point} id={at.point} hearing={at.hearing} />;
    case "account":
      return <Account />;
    case "accounts":
      return <Accounts />;
    case "lists":
      return <ListsPage />;
  }
}

function Loading() {
  const { t } = useTranslation();
  return (
    <StaffSheet me={null}>
      <p role="status">{t("staff.loading")}</p>
    </StaffSheet>
  );
}
