"""The seat's cookie: one a seat, sent to that seat's paths only, unreadable to the page."""

from datetime import datetime

from fastapi import Request, Response

from scheduler.link import Redeemed

NAME = "pt-seat"


def seat_path(seat: str) -> str:
    """Where the seat's cookie is sent: seven tabs of one browser are seven people."""
    return f"/api/v1/seats/{seat}"


def give_seat(response: Response, redeemed: Redeemed, now: datetime, public_url: str) -> None:
    """Put the session's secret into the browser. Strict: no other site can use it."""
    response.set_cookie(
        NAME,
        redeemed.secret,
        max_age=int((redeemed.expires_at - now).total_seconds()),
        path=seat_path(redeemed.place.seat),
        secure=public_url.startswith("https:"),
        httponly=True,
        samesite="strict",
    )


def seat_secret(request: Request) -> str:
    """The secret this browser sent, or nothing."""
    return request.cookies.get(NAME, "")
