// Command azothvet reports what compiles but cannot be meant: a statement or condition that is built and thrown away.
//
//	go run github.com/azoth-orm/azoth/cmd/azothvet ./...
//
// It also runs as go vet -vettool=$(which azothvet) ./....
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/azoth-orm/azoth/cmd/azothvet/discarded"
)

func main() { singlechecker.Main(discarded.Analyzer) }
