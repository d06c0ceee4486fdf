"""How people's devices come to trust a local authority, and what it is known by."""

import typer

from signaling.app.identity import AUTHORITY_PATH
from signaling.app.settings import Settings

_STEPS = """\
Mỗi thiết bị phải tin cậy cơ quan cấp chứng chỉ này một lần. So dấu vân tay trước khi tin cậy.
Every device must trust this authority once. Compare the fingerprint before you trust it.

  SHA-256: {fingerprint}
  Tệp · file: {file}
  Tải về · fetch: {url}{path}

  Windows  mở tệp → Cài đặt chứng chỉ → Máy cục bộ → Trusted Root Certification Authorities
           open the file → Install Certificate → Local Machine → Trusted Root Certification
           Authorities; or: certutil -addstore -f ROOT authority.crt
  macOS    sudo security add-trusted-cert -d -r trustRoot \\
             -k /Library/Keychains/System.keychain authority.crt
  Linux    sudo cp authority.crt /usr/local/share/ca-certificates/phientoa.crt
           sudo update-ca-certificates
           Firefox, Chrome: Cài đặt → Chứng chỉ → Tổ chức phát hành → Nhập
           Settings → Certificates → Authorities → Import
  Android  Cài đặt → Bảo mật → Mã hóa và thông tin xác thực → Cài đặt chứng chỉ → Chứng chỉ CA
           Settings → Security → Encryption & credentials → Install a certificate → CA
  iOS      mở tệp, cài hồ sơ; Cài đặt → Cài đặt chung → Giới thiệu → Cài đặt tin cậy chứng chỉ
           open the file, install the profile; Settings → General → About → Certificate Trust
"""


def tell(settings: Settings) -> None:
    """Print the steps, where the installation has an authority of its own."""
    identity = settings.identity
    if identity is None or identity.authority is None:
        return
    from signaling.app.authority import Authority  # noqa: PLC0415 - only who has TLS loads it

    own = Authority(identity.authority)
    said = _STEPS.format(
        fingerprint=own.fingerprint(),
        file=own.certificate,
        url=settings.public_url,
        path=AUTHORITY_PATH,
    )
    typer.echo(said, err=True)
