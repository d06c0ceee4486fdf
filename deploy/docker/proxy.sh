#!/bin/sh
# The same configuration as beside systemd, with the names that parts have in this network.
set -eu
sed -e "s/hearing\.example/$PHIENTOA_NAME/" \
    -e "s/127\.0\.0\.1:8080/hearing:8080/" \
    -e "s/127\.0\.0\.1:8081/relay:8081/" \
    /etc/phientoa/phientoa.conf > /etc/nginx/conf.d/default.conf
