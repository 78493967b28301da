#!/bin/sh
# Prints the Python that has SQLAlchemy. If none has, Debian's package is installed.
for p in python3 /usr/bin/python3; do
	if "$p" -c 'import sqlalchemy' 2>/dev/null; then
		echo "$p"
		exit
	fi
done
if ! command -v apt-get >/dev/null 2>&1; then
	echo "There is no SQLAlchemy (install it, or say PYTHONPATH)." >&2
	exit 1
fi
{ apt-get install -y -qq --no-install-recommends python3-sqlalchemy || { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-sqlalchemy; }; } >&2 || exit 1
echo /usr/bin/python3
