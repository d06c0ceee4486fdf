#!/bin/sh
# coturn for the relay of this machine. The secret goes into a file of its own: arguments are for all to read.
set -eu
: "${TURN_SECRET:?set it in .env: long and random}"
settings=$(mktemp)
printf 'static-auth-secret=%s\n' "$TURN_SECRET" > "$settings"
unset TURN_SECRET
# Peers: the relay alone. Everything else, and what is inside, is refused.
exec turnserver -c "$settings" --no-cli --fingerprint --use-auth-secret \
    --realm="$PHIENTOA_NAME" \
    --cert=/etc/phientoa/tls/fullchain.pem --pkey=/etc/phientoa/tls/privkey.pem \
    --listening-ip="$PHIENTOA_ADDRESS" --external-ip="$PHIENTOA_ADDRESS" \
    --allowed-peer-ip="$PHIENTOA_ADDRESS" \
    --denied-peer-ip=0.0.0.0-255.255.255.255 \
    --denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff \
    --no-multicast-peers --no-tcp-relay --no-rfc5780 --stale-nonce=600 --user-quota=12 --total-quota=1200 "$@"
