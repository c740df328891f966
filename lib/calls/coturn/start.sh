#!/bin/sh
# Starts coturn with the configuration beside this file. What differs between installations comes from the environment:
#
#   TURN_SECRET       the same as the app's; it comes to stand in no file and no list of processes
#   TURN_REALM        the server's name, such as turn.example
#   TURN_CERT, TURN_KEY   certificate chain and key in PEM; without them there is no TLS
#   TURN_EXTERNAL_IP  public/private address, where the machine does not see its public one
#
# Further arguments go to turnserver. For Linux: elsewhere, a file that is deleted cannot be opened by its descriptor.
set -eu
: "${TURN_SECRET:?must be set to the secret of the app}"
: "${TURN_REALM:?must be set to the name of this server}"

folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
umask 077
conf=$(mktemp)
{
  cat "$folder/turnserver.conf"
  printf 'realm=%s\nserver-name=%s\nstatic-auth-secret=%s\n' "$TURN_REALM" "$TURN_REALM" "$TURN_SECRET"
  if [ -n "${TURN_EXTERNAL_IP:-}" ]; then printf 'external-ip=%s\n' "$TURN_EXTERNAL_IP"; fi
  if [ -n "${TURN_CERT:-}" ] && [ -n "${TURN_KEY:-}" ]; then
    printf 'cert=%s\npkey=%s\n' "$TURN_CERT" "$TURN_KEY"
  else
    printf 'no-tls\nno-dtls\n'
  fi
} > "$conf"
unset TURN_SECRET
exec 3< "$conf"
rm -f -- "$conf"
exec turnserver -c /dev/fd/3 "$@"
