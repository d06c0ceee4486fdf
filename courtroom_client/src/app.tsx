/** Which page stands at this address, and what the pages share: the device's camera and microphone. */
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { pageAhead } from "./base/page_ahead";
import { route } from "./base/route";
import { Capture } from "./media/capture";
import { keptChoice } from "./media/kept_choice";
import { warmWebRtc } from "./media/warm";
import { Join } from "./pages/join";
import { Landing, Unknown } from "./pages/landing";
import { Sheet } from "./parts/sheet";

// A seat's page brings the media library; the lobby does not wait for it.
const seatPage = pageAhead(() => import("./pages/seat"));

/** So that pressing "Join" waits for neither code nor browser. */
function expectSeat(): void {
  void seatPage.load();
  void warmWebRtc();
}

const ReceiptPage = lazy(() => import("./pages/service/receipt"));
const PublicPage = lazy(() => import("./pages/public/public_page"));

// Staff's pages and their words are for those who sign in.
const StaffPage = lazy(() => import("./pages/staff/staff_page"));

const capture = new Capture(navigator.mediaDevices, keptChoice);

export function App() {
  const [at, setAt] = useState(here);
  useEffect(() => {
    const moved = () => setAt(here());
    addEventListener("popstate", moved);
    addEventListener("hashchange", moved);
    return () => {
      removeEventListener("popstate", moved);
      removeEventListener("hashchange", moved);
    };
  }, []);
  switch (at.page) {
    case "landing":
      return <Landing />;
    case "join":
      return (
        <Join
          key={at.token}
          token={at.token}
          capture={capture}
          expectSeat={expectSeat}
          enter={(seat) => {
            // The link's secret leaves the address bar and the history with it.
            history.replaceState(null, "", `/seat/${seat}`);
            setAt({ page: "seat", seat });
          }}
        />
      );
    case "seat":
      return (
        <Suspense fallback={<Opening />}>
          <seatPage.Page key={at.seat} seat={at.seat} capture={capture} />
        </Suspense>
      );
    case "public":
      return (
        <Suspense fallback={<Opening />}>
          <PublicPage court={at.court} on={at.on} number={at.number} />
        </Suspense>
      );
    case "receipt":
      return (
        <Suspense fallback={<Opening />}>
          <ReceiptPage key={at.token} token={at.token} />
        </Suspense>
      );
    case "sign_in":
    case "my_day":
    case "calendar":
    case "book":
    case "record":
    case "deadlines":
    case "service":
    case "accounts":
    case "directory":
    case "point":
    case "lists":
    case "account":
      return (
        <Suspense fallback={<Opening />}>
          <StaffPage at={at} />
        </Suspense>
      );
    case "unknown":
      return <Unknown />;
  }
}

function here() {
  return route(location.pathname, location.hash, location.search);
}

function Opening() {
  const { t } = useTranslation();
  return (
    <Sheet>
      <p role="status">{t("connection.connecting")}</p>
    </Sheet>
  );
}
