#!/usr/bin/env bash
# With nothing but curl: POST, GET, compression, a refusal by status and code.
set -euo pipefail

api="$QUIPU_URL/graphql"
query='{ entidades(filtro: {reportaron: true}, first: 1) { nodes { demostracion } } }'
expected='{"data":{"entidades":{"nodes":[{"demostracion":true}]}}'

same() { [[ "$1" == "$2"* ]] || { echo "curl: expected «$2», got «$1»" >&2; exit 1; }; }

posted="$(curl -sS "$api" -H 'content-type: application/json' -d "{\"query\": \"$query\"}")"
same "$posted" "$expected"

got="$(curl -sS --compressed --get "$api" --data-urlencode "query=$query")"
same "$got" "$expected"

status="$(curl -sS -o /dev/null -w '%{http_code}' "$api" -H 'content-type: application/json' \
    -H 'accept: application/graphql-response+json' -d '{"query": "{ nada }"}')"
same "$status" 400

form="$(curl -sS -o /dev/null -w '%{http_code}' "$api" -d "query=$query")"
same "$form" 415

echo "curl: 4 requests"
