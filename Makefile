# Few verbs. CI runs `make test`.

GO ?= go

# Starts PostgreSQL, MariaDB and PgBouncer for one command, unless AZOTH_TEST_POSTGRESQL, AZOTH_TEST_MYSQL and AZOTH_TEST_PGBOUNCER name
# servers that are there; installs Debian's packages if it has to.
FLEET = $(GO) run ./tools/dbfleet run --

# The race detector looks at all code but SQLite's own, which was translated from C and is fifteen times slower under it.
RACE = -race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc=-race=false

.PHONY: test test-with-servers soak soak-with-servers fuzz oracle-diff db-up lint golden examples bench docs

# Everything that must hold: it builds without cgo, every test passes under the race detector, and, without it, what loading may
# allocate and hold in memory, and all seeds of the random edits. All tests share one set of servers.
test:
	CGO_ENABLED=0 $(GO) build ./...
	$(FLEET) $(MAKE) --no-print-directory test-with-servers

test-with-servers:
	$(GO) test $(RACE) -timeout 20m ./...
	CGO_ENABLED=0 $(GO) test -run 'Alloc|Memory|Cheap|Random' . ./orm ./engine ./rowplan

# The long form of the tests of faults: hours of them in minutes.
soak:
	$(FLEET) $(MAKE) --no-print-directory soak-with-servers

soak-with-servers:
	SOAK=1 $(GO) test -count=1 -timeout 2h -run Soak ./...

# What reads and writes text that may come from anywhere, each for FUZZ.
FUZZ ?= 5m
fuzz:
	$(GO) test ./compiler -run xxx -fuzz '^FuzzQuote$$' -fuzztime $(FUZZ)
	$(GO) test ./compiler -run xxx -fuzz '^FuzzLiteral$$' -fuzztime $(FUZZ)
	$(GO) test ./compiler -run xxx -fuzz '^FuzzScan$$' -fuzztime $(FUZZ)
	$(GO) test ./engine -run xxx -fuzz '^FuzzURL$$' -fuzztime $(FUZZ)

# Random statements, built with Azoth and with SQLAlchemy, and run on three databases: tools/oraclediff. PYTHONPATH may name a SQLAlchemy;
# otherwise it is Debian's, which is installed if it has to.
N ?= 5000
SEED ?= 1
oracle-diff:
	python="$$(tools/oracle/python.sh)" && $(FLEET) $(GO) run ./tools/oraclediff -n $(N) -seed $(SEED) -python "$$python"

# Two empty databases to try things on; an interrupt ends them.
db-up:
	@$(GO) run ./tools/dbfleet up

lint:
	@unformatted="$$($(GO) tool gofumpt -l .)"; if [ -n "$$unformatted" ]; then echo "not gofumpt-ed:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) build -o bin/azothvet ./cmd/azothvet
	$(GO) vet -vettool=$(CURDIR)/bin/azothvet ./...
	@$(GO) run ./tools/porting | diff -q - docs/porting.md >/dev/null || { echo "docs/porting.md is out of date: make docs"; exit 1; }

# Asks SQLAlchemy for the expected SQL; needs Python with the version that tools/oracle pins. Tests read what it wrote.
golden:
	python3 tools/oracle/generate.py

examples:
	$(GO) run ./examples/tutorial
	$(GO) run ./examples/core

# The same work side by side with hand-written code and other libraries, on servers of its own: docs/performance.md. BENCH=-quick is short.
bench:
	cd bench && $(GO) run . $(BENCH)

# SQLAlchemy's names and ours, from the comments.
docs:
	$(GO) run ./tools/porting > docs/porting.md
