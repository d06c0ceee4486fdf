"""In the hearing server's place, where only the ways to it matter: a page, everybody seated.

Its page says who it was told is asking."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Desk(BaseHTTPRequestHandler):
    """GET alone."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """204 for nginx's own question, a page for everybody else's."""
        inside = self.path.startswith("/internal/media-access")
        asked = self.headers.get("X-Forwarded-For", "")
        body = b"" if inside else f"<!doctype html><title>{asked}</title>".encode()
        self.send_response(204 if inside else 200)
        self.send_header("Content-Type", "text/html")
        if not inside:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 8080), Desk).serve_forever()
