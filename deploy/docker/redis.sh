#!/bin/sh
# Where LiveKit's nodes meet, with the configuration of deploy/livekit.
set -eu
umask 077
: "${REDIS_PASSWORD:?set it in .env: long and random}"
printf '%s\n' "s/10\.0\.0\.10/0.0.0.0/" "s/change-me-redis/$REDIS_PASSWORD/" "s:/var/lib/redis:/data:" > /tmp/names.sed
sed -f /tmp/names.sed /etc/phientoa/redis.conf > /tmp/redis.conf
rm /tmp/names.sed
unset REDIS_PASSWORD
exec redis-server /tmp/redis.conf "$@"
