#!/bin/sh
# A LiveKit node with the configuration of deploy/livekit and the names that parts have in this network.
# Secrets are of letters and digits alone (openssl rand -hex 32).
set -eu
umask 077
: "${LIVEKIT_API_SECRET:?set it in .env: long and random}"
: "${REDIS_PASSWORD:?set it in .env: long and random}"
turn=
for way in "3478, protocol: udp" "3478, protocol: tcp" "5349, protocol: tls"; do
    turn="$turn\\n    - { host: $PHIENTOA_NAME, port: $way, secret: ${TURN_SECRET:-}, ttl: 600 }"
done
[ -n "${TURN_SECRET:-}" ] || turn=" []"
{
    printf '%s\n' \
        "s/^  - 10\.0\.0\.11 .*/  - 0.0.0.0/" \
        "s/10\.0\.0\.10:6379/redis:6379/" \
        "s/10\.0\.0\.10:8080/hearing:8080/" \
        "s/203\.0\.113\.11/$PHIENTOA_ADDRESS/" \
        "s/udp_port: 7882/udp_port: $MEDIA_PORT/" \
        "s/tcp_port: 7881/tcp_port: $MEDIA_PORT/" \
        "s/change-me-redis/$REDIS_PASSWORD/" \
        "s/change-me-secret-of-32-characters-or-more/$LIVEKIT_API_SECRET/" \
        "s/turn_servers: \[\]/turn_servers:$turn/"
} > /tmp/names.sed
sed -f /tmp/names.sed /etc/phientoa/livekit.yaml > /tmp/livekit.yaml
rm /tmp/names.sed
unset LIVEKIT_API_SECRET REDIS_PASSWORD TURN_SECRET
exec "${LIVEKIT_SERVER:-/livekit-server}" --config /tmp/livekit.yaml "$@"
