package typecheck

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Checker type-checks programs that import some packages and what those depend on.
type Checker struct {
	Fset     *token.FileSet
	importer types.Importer
	sizes    types.Sizes
}

// New builds the packages, if the build cache does not hold them, in the module that dir belongs to.
func New(dir string, packages ...string) (*Checker, error) {
	exports, err := exportFiles(dir, packages)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	open := func(path string) (io.ReadCloser, error) {
		f, ok := exports[path]
		if !ok {
			return nil, fmt.Errorf("typecheck: no export data for %s: it was not named (name it in New)", path)
		}
		return os.Open(f)
	}
	return &Checker{
		Fset:     fset,
		importer: importer.ForCompiler(fset, "gc", open),
		sizes:    types.SizesFor("gc", "amd64"),
	}, nil
}

// exportFiles asks the go command for the export data of the packages and of all that they depend on. Without cgo, as the build that
// `make test` starts with, so that its results are used again.
func exportFiles(dir string, packages []string) (map[string]string, error) {
	args := append([]string{"list", "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}}\t{{.Export}}{{end}}"}, packages...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("typecheck: go list: %w: %s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, file, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			exports[path] = file
		}
	}
	return exports, nil
}

// Check type-checks files as one package and returns what is known of it and every error. info may be nil.
func (c *Checker) Check(files []*ast.File, info *types.Info) (*types.Package, []types.Error) {
	var errs []types.Error
	conf := types.Config{
		Importer: c.importer,
		Sizes:    c.sizes,
		Error: func(err error) {
			if e, ok := err.(types.Error); ok {
				errs = append(errs, e)
			}
		},
	}
	pkg, err := conf.Check("program", c.Fset, files, info)
	if err != nil && len(errs) == 0 {
		errs = append(errs, types.Error{Fset: c.Fset, Msg: err.Error()})
	}
	return pkg, errs
}
