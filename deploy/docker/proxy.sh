#!/bin/sh
# The same configuration as beside systemd, with the names that parts have in this network.
set -eu
relay=relay:8081
case "${LIVEKIT_URL:-}" in
*//proxy:7880*) # a cluster: its door is here too, and people come through it
    relay=127.0.0.1:7880
    sed -e "s/10\.0\.0\.11:7880/livekit-1:7880/" -e "s/10\.0\.0\.12:7880/livekit-2:7880/" \
        -e "s/listen 127\.0\.0\.1:7880/listen 7880/" \
        /etc/phientoa/livekit.conf > /etc/nginx/conf.d/livekit.conf
    ;;
esac
sed -e "s/hearing\.example/$PHIENTOA_NAME/" \
    -e "s/127\.0\.0\.1:8080/hearing:8080/" \
    -e "s/127\.0\.0\.1:8081/$relay/" \
    /etc/phientoa/phientoa.conf > /etc/nginx/conf.d/default.conf
