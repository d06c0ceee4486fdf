"""The cookies: one a seat, sent to that seat's paths only; one for staff who signed in."""

from datetime import datetime

from fastapi import Request, Response

from scheduler.link import Redeemed
from signaling.accounts.sessions import Begun
from signaling.court.sessions import COOKIE

STAFF = "pt-staff"
STAFF_PATH = "/api/v1"


def seat_path(seat: str) -> str:
    """Where the seat's cookie is sent: seven tabs of one browser are seven people."""
    return f"/api/v1/seats/{seat}"


def give_seat(response: Response, redeemed: Redeemed, now: datetime, public_url: str) -> None:
    """Put the session's secret into the browser. Strict: no other site can use it."""
    response.set_cookie(
        COOKIE,
        redeemed.secret,
        max_age=int((redeemed.expires_at - now).total_seconds()),
        path=seat_path(redeemed.place.seat),
        secure=public_url.startswith("https:"),
        httponly=True,
        samesite="strict",
    )


def seat_secret(request: Request) -> str:
    """The secret this browser sent, or nothing."""
    return request.cookies.get(COOKIE, "")


def give_staff(response: Response, begun: Begun, now: datetime, public_url: str) -> None:
    """Put the staff session's secret into the browser."""
    response.set_cookie(
        STAFF,
        begun.secret,
        max_age=int((begun.expires_at - now).total_seconds()),
        path=STAFF_PATH,
        secure=public_url.startswith("https:"),
        httponly=True,
        samesite="strict",
    )


def take_staff(response: Response, public_url: str) -> None:
    """Take it out again."""
    response.delete_cookie(
        STAFF,
        path=STAFF_PATH,
        secure=public_url.startswith("https:"),
        httponly=True,
        samesite="strict",
    )


def staff_secret(request: Request) -> str:
    """The staff session's secret this browser sent, or nothing."""
    return request.cookies.get(STAFF, "")
