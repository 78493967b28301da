// Command azothvet reports what compiles but cannot be meant: a statement or condition that is built and thrown away.
//
//	go run github.com/azoth-orm/azoth/cmd/azothvet ./...
//
// It is quicker as a tool of go vet, which keeps results: go vet -vettool=$(which azothvet) ./...
package main

import (
	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/azoth-orm/azoth/cmd/azothvet/discarded"
)

func main() { multichecker.Main(discarded.Analyzer) }
