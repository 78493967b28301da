# Few verbs. CI runs `make test`.

GO ?= go

.PHONY: test lint golden examples bench docs

# Everything that must hold: it builds without cgo, and every test passes under the race detector.
test:
	CGO_ENABLED=0 $(GO) build ./...
	$(GO) test -race -timeout 4m ./...

lint:
	@unformatted="$$($(GO) tool gofumpt -l .)"; if [ -n "$$unformatted" ]; then echo "not gofumpt-ed:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) run ./cmd/azothvet ./...
	@$(GO) run ./tools/porting | diff -q - docs/porting.md >/dev/null || { echo "docs/porting.md is out of date: make docs"; exit 1; }

# Asks SQLAlchemy for the expected SQL; needs Python with the version that tools/oracle pins. Tests read what it wrote.
golden:
	python3 tools/oracle/generate.py

examples:
	$(GO) run ./examples/tutorial

# Peers live in a module of their own, so that they never enter go.mod.
bench:
	cd bench && $(GO) test -run '^$$' -bench . -benchmem ./...

# SQLAlchemy's names and ours, from the comments.
docs:
	$(GO) run ./tools/porting > docs/porting.md
