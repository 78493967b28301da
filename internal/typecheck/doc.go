// Package typecheck type-checks small programs against this module's packages, for tests: programs that must not compile, and
// programs for analyzers. The packages come compiled from the build cache, so that a hundred programs cost little more than one.
package typecheck
